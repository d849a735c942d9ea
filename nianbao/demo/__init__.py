"""The bundled sample site: an invented unit's small site whose true figures are known."""
