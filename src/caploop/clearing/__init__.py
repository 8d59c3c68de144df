"""Obligations and contagion on plain arrays: who pays what when not everybody can pay."""

__all__: list[str] = []
