package org.decant.compiler.syntax;

import java.util.List;
import org.decant.runtime.diagnostic.SourceText;

/// A whole `.decode` file.
public record SourceFile(SourceText source, List<Import> imports, List<Declaration> declarations) {}
