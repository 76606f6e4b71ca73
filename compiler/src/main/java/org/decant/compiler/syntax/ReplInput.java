package org.decant.compiler.syntax;

import java.util.List;
import org.decant.runtime.diagnostic.SourceText;

/// What was typed at the prompt. Imports and declarations hold for the whole input, wherever they stand in it; a `let`
/// is a statement here.
public record ReplInput(SourceText source, List<Import> imports, List<Declaration> declarations,
                        List<Statement> statements) {}
