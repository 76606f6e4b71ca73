package org.decant.compiler.syntax;

import org.decant.runtime.diagnostic.Span;

/// `import beam` (from the library) or `import "helpers.decode"` (a path relative to the importing file).
/// `target` is the name or the unquoted path.
public record Import(String target, boolean path, Span span) {}
