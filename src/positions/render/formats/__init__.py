"""The formats, a module each: a document as text or bytes."""
