"""Pictures: records in, SVG text out. A scene knows lines, marks and words, and no claims."""
