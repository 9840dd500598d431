"""Downloads from a server that misbehaves, from folders and from zip files."""

from __future__ import annotations

import os
import shutil

import pytest
from tests.unit.share import server as tricks
from tests.unit.share.files import redescribed, same

from positions import datapackage, versions
from positions.errors import BadQuery, BundleRefused, DataMissing, PositionsError
from positions.share.download import address
from positions.share.download.download import download
from positions.share.download.web import Web
from positions.share.verify import verify

IMPATIENT = Web(connect=1.0, read=0.5, attempts=3, pause=0.01)
TABLE = "/positions-2026.1/positions.parquet"


@pytest.fixture(autouse=True)
def _plain_network(monkeypatch):
    """No proxy of whoever runs the tests stands between them and the loopback."""
    for name in [*os.environ]:
        if name.lower().endswith("_proxy") or name == "POSITIONS_FROM":
            monkeypatch.delenv(name)
    # The version that came with the package is another one, so that the cache is what counts.
    monkeypatch.setattr(versions, "shipped", lambda: None)


@pytest.fixture(name="fetch")
def _fetch(bundle, server):
    """Download the small release from the server."""
    pytest.importorskip("pooch")
    return lambda **more: download(more.pop("source", server.url), more.pop("version", "2026.1"), web=IMPATIENT, **more)


def leftovers():
    """What lies in the cache beside whole versions."""
    return sorted(path.name for path in versions.cache().iterdir() if not versions.VERSION.fullmatch(path.name))


def test_a_release_comes_whole_and_is_kept_by_version(fetch, bundle):
    """What was fetched is the release, byte by byte, in the cache under its version; nothing else stays."""
    made = fetch()

    assert versions.cache() / "2026.1" == made.folder
    assert same(bundle, made.folder)
    assert [] == leftovers()
    assert made.folder == versions.folder("2026.1")


def test_a_second_time_nothing_is_asked(fetch, server):
    """A version that is here is verified and not fetched again."""
    fetch()
    server.asked.clear()

    assert 0 == fetch().fetched
    assert [] == server.asked


def test_offline_asks_nobody(fetch, server):
    """Offline tells where a version lies, without the network; one that is not here is told with what is."""
    fetch()
    server.asked.clear()

    assert versions.cache() / "2026.1" == download(version="2026.1", offline=True).folder
    with pytest.raises(DataMissing, match=r"2026\.2 is not on this machine \(it has 2026\.1"):
        download(version="2026.2", offline=True)
    assert [] == server.asked


@pytest.mark.parametrize("address", ["/positions-2026.1", "/positions-2026.1/", "/positions-2026.1/datapackage.json",
                                     "/positions-{version}", "/positions-2026.1.zip", "/positions-{version}.zip"])  # fmt: skip
def test_each_form_of_address_is_understood(fetch, server, bundle, address):
    """A folder, its description, a zip file, and a pattern with the version all lead to the release."""
    assert same(bundle, fetch(source=server.url + address).folder)
    assert [] == leftovers()


def test_a_server_with_the_zip_alone_is_enough(fetch, bundle):
    """Where only the zip file of the version lies, it is found."""
    shutil.copytree(bundle, bundle.parent.parent / "kept")
    shutil.rmtree(bundle)

    assert same(bundle.parent.parent / "kept", fetch().folder)


@pytest.mark.parametrize(
    "trick", [tricks.cut, tricks.cut_silently, tricks.stall, tricks.fail, tricks.ignore_range, tricks.lie]
)
def test_a_fault_that_passes_is_outlived(fetch, server, bundle, trick):
    """A cut, a stall, an error or a lie is asked again, and the release comes whole."""
    server.tricks[TABLE] = [trick]

    assert same(bundle, fetch().folder)


def test_a_cut_file_goes_on_where_it_stopped(fetch, server, bundle):
    """After a cut only the rest is asked for."""
    server.tricks[TABLE] = [tricks.cut, tricks.cut]
    fetch()
    size = (bundle / "positions.parquet").stat().st_size
    asked = [wanted for path, wanted in server.asked if path == TABLE]

    assert [None, f"bytes={size // 2}-"] == asked[:2]
    assert 3 == len(asked)


def test_a_download_that_was_given_up_goes_on_later(fetch, server, bundle):
    """What came before the network failed is not fetched again by the next attempt."""
    server.tricks[TABLE] = [tricks.fail] * 20
    with pytest.raises(PositionsError, match="given up after 3 attempts; what came so far is kept"):
        fetch()
    server.tricks[TABLE] = [tricks.cut, *[tricks.fail] * 20]
    with pytest.raises(PositionsError):
        fetch()
    server.tricks.clear()
    server.asked.clear()
    fetch()

    assert [True] == [wanted is not None for path, wanted in server.asked if path == TABLE]
    assert same(bundle, versions.folder("2026.1"))


@pytest.mark.parametrize(("trick", "told"), [
    (tricks.fail, "answers 503"), (tricks.stall, "stalled"), (tricks.drip, "stalled"), (tricks.cut_silently, "sent"),
])  # fmt: skip
def test_a_fault_that_stays_is_told_after_a_limit(fetch, server, trick, told):
    """A server that goes on failing is given up, by name, and no half version is kept."""
    server.tricks[TABLE] = [trick] * 100
    with pytest.raises(PositionsError, match=told):
        fetch()

    assert {} == versions.cached()
    assert len(server.asked) < 60


@pytest.mark.parametrize(("trick", "told"), [(tricks.lie, "is altered"), (tricks.flood, "more than the")])
def test_a_liar_is_refused(fetch, server, trick, told):
    """Other bytes than declared, or more, are refused with the name of the file; nothing of them is kept."""
    server.tricks[TABLE] = [trick] * 100
    with pytest.raises(BundleRefused, match=told) as refused:
        fetch()

    assert "positions.parquet" in str(refused.value)
    assert {} == versions.cached()


def test_a_refused_release_leaves_the_one_before_as_it_was(fetch, server, bundle, tmp_path):
    """Where a new release is refused, the folder that was there stays, byte by byte."""
    fetch(dest=tmp_path / "mine")
    shutil.copytree(bundle, tmp_path / "before")
    redescribed(bundle, lambda described: described["resources"][0].update(hash="sha256:" + "0" * 64))
    with pytest.raises(BundleRefused):
        fetch(dest=tmp_path / "mine")

    assert same(tmp_path / "before", tmp_path / "mine")


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/x", "gopher://127.0.0.1/", "javascript:1", "//"]
)
def test_a_redirect_elsewhere_is_refused(fetch, server, to):
    """A redirect to anything but http and https is refused."""
    server.tricks["/positions-2026.1/datapackage.json"] = [tricks.redirect(to)] * 9
    with pytest.raises(PositionsError):
        fetch(source=server.url + "/positions-2026.1")

    assert {} == versions.cached()


def test_a_redirect_on_the_web_is_followed_but_not_for_ever(fetch, server, bundle):
    """A redirect to another address is followed; a ring is refused."""
    server.tricks[TABLE] = [tricks.redirect("/positions-2026.1/positions.parquet")]
    assert same(bundle, fetch().folder)

    shutil.rmtree(versions.cache())
    server.tricks[TABLE] = [tricks.redirect(TABLE)] * 99
    with pytest.raises(BundleRefused, match="again and again"):
        fetch()


def test_a_redirect_into_a_private_network_is_refused(monkeypatch):
    """A server outside may not send us to a machine inside."""

    monkeypatch.setattr(address, "_private", lambda url: "10.0.0.1" in url)
    with pytest.raises(BundleRefused, match="private network"):
        address.refuse_redirect("http://example.org/x", "http://10.0.0.1/x")
    with pytest.raises(BundleRefused, match="not encrypted"):
        address.refuse_redirect("https://example.org/x", "http://example.org/x")


@pytest.mark.parametrize(("host", "inside"), [
    ("127.0.0.1", True), ("10.1.2.3", True), ("169.254.169.254", True), ("224.0.0.1", True), ("93.184.215.14", False),
    ("::1", True), ("fe80::1", True), ("::ffff:127.0.0.1", True), ("64:ff9b::7f00:1", True), ("2002:7f00:1::", True), ("2606:2800:21f::1", False),
    ("64:ff9b::5db8:d70e", False),
])  # fmt: skip
def test_an_address_inside_is_known_in_every_spelling(host, inside):
    """Addresses of IPv6 that lead on to an address of IPv4 inside are inside too."""

    assert inside == address._private(f"http://[{host}]/" if ":" in host else f"http://{host}/")


@pytest.mark.parametrize("change", [
    lambda d: d["resources"][0].update(path="../../../escaped"),
    lambda d: d["resources"][0].update(size=10**12),
    lambda d: d.update(version="../x"),
    lambda d: d.update(resources={}),
])  # fmt: skip
def test_a_description_that_means_harm_is_refused_at_once(fetch, server, bundle, change):
    """Names that leave the folder and sizes that fill the disk are refused before any file is asked for."""
    redescribed(bundle, change)
    with pytest.raises(BundleRefused):
        fetch()

    assert {"/datapackage.json", "/positions-2026.1/datapackage.json"} == {path for path, _ in server.asked}


def test_another_version_than_asked_for_is_refused(fetch, server):
    """A release that is another version than asked for is refused."""
    with pytest.raises(BundleRefused, match=r"is version 2026\.1, where 2026\.2 was asked for"):
        fetch(source=server.url + "/positions-2026.1", version="2026.2")


def test_the_expected_hash_decides(fetch, server, bundle):
    """With a hash given, only that very release is taken; of a folder it is that of the description."""
    right = datapackage.file_hash(bundle / datapackage.FILE)
    zipped = datapackage.file_hash(bundle.with_name("positions-2026.1.zip"))
    with pytest.raises(BundleRefused, match="was asked for"):
        fetch(hash="sha256:" + "0" * 64)

    assert 45 < fetch(hash=right).fetched
    shutil.rmtree(versions.cache())
    assert 44 < fetch(source=server.url + "/positions-2026.1.zip", hash=zipped.removeprefix("sha256:")).fetched


def test_a_release_that_is_not_there_is_told(fetch, server):
    """A wrong address is told without the password in it."""
    with pytest.raises(DataMissing, match=r"no datapackage\.json") as missing:
        fetch(source=server.url.replace("http://", "http://me:secret@") + "/nowhere")

    assert "secret" not in str(missing.value)
    assert "https://example.org/a" == address.shown("https://me:secret@example.org/a?token=secret")


def test_nobody_at_home_is_told(bundle):
    """An address that nobody answers at is given up after a limit."""
    with pytest.raises(PositionsError, match="no connection; given up after 3 attempts"):
        download("http://127.0.0.1:9", "2026.1", web=IMPATIENT)


@pytest.mark.parametrize("source", ["ftp://example.org/x", "file:///etc", "s3://x/y"])
def test_other_addresses_are_refused(source):
    """No address but one of http and https is an address."""
    with pytest.raises(BundleRefused, match="no address of http or https"):
        download(source, "2026.1")


def test_no_address_is_invented():
    """Without an address none is made up."""
    with pytest.raises(BadQuery, match="none is known by default"):
        download(version="2026.1")


@pytest.mark.parametrize(
    "source", ["positions-2026.1", "positions-2026.1.zip", "positions-2026.1/datapackage.json", "."]
)
def test_a_folder_or_zip_of_this_machine_will_do(bundle, source):
    """Without a server: from a folder, its description, a zip file, or the folder of releases."""
    made = download(bundle.parent / source, "2026.1")

    assert same(bundle, made.folder)
    assert [] == leftovers()


def test_a_damaged_folder_is_refused_by_name(bundle):
    """A damaged file of a folder is named, and nothing is kept."""
    (bundle / "events.parquet").write_bytes(b"x")
    with pytest.raises(BundleRefused, match=r"events\.parquet: has 1 bytes"):
        download(bundle, "2026.1")

    assert {} == versions.cached()


def test_a_damaged_version_of_the_cache_is_mended(bundle):
    """A version that was damaged since is found to be so, and fetched again."""
    kept = download(bundle, "2026.1").folder
    (kept / "events.parquet").write_bytes(b"x")

    assert verify(download(bundle, "2026.1").folder).ok


def test_a_folder_of_the_users_own_is_not_touched(bundle, tmp_path):
    """A destination that holds anything else is refused."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(BadQuery, match="is not empty"):
        download(bundle, dest=tmp_path / "mine")

    assert ["thesis.txt"] == [path.name for path in (tmp_path / "mine").iterdir()]
