package org.decant.compiler.check;

import org.decant.compiler.syntax.Import;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.SourceText;

/// Finds and checks what a file imports.
@FunctionalInterface
public interface ModuleLoader {

    /// @throws org.decant.runtime.diagnostic.DecantException placed at the import where there is no such file or strategy,
    ///         or placed in the imported file where that is wrong
    Module load(Import wanted, SourceText from);
}
