package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.builtin.BuiltinTable;
import org.decant.compiler.builtin.Builtins;
import org.decant.compiler.syntax.Import;
import org.decant.compiler.syntax.Parser;
import org.decant.compiler.syntax.ReplInput;
import org.decant.compiler.syntax.SourceFile;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;

/// The entrance to names and types: text in, typed module out.
public final class Checker {
    private final BuiltinTable builtins = Builtins.table();
    private final ModuleLoader loader;

    public Checker(ModuleLoader loader) {
        this.loader = loader;
    }

    /// Parses and checks a file.
    ///
    /// @throws DecantException with everything that is wrong in it
    public Module check(SourceText source) {
        SourceFile file = Parser.parseFile(source);
        Problems problems = new Problems();
        Module module = Module.empty(source, load(file.imports(), source, problems));
        FileChecker checker = new FileChecker(module, builtins, problems);
        checker.declare(file.declarations());
        checker.checkBodies();
        problems.throwIfAny();
        return module;
    }

    /// Checks what was typed at the REPL, where the declarations of `visible` (later ones first) are in scope.
    ///
    /// @throws DecantException with everything that is wrong in it
    public InteractiveInput checkInput(ReplInput input, SourceText source, List<Module> visible) {
        Problems problems = new Problems();
        List<Module> imports = new ArrayList<>(visible);
        List<Module> imported = load(input.imports(), source, problems);
        imports.addAll(imported);
        Module module = Module.empty(source, imports);
        FileChecker checker = new FileChecker(module, builtins, problems);
        checker.declare(input.declarations());
        checker.checkBodies();
        InteractiveInput checked = checker.checkInteractive(input.statements(), imported);
        problems.throwIfAny();
        return checked;
    }

    private List<Module> load(List<Import> wanted, SourceText source, Problems problems) {
        List<Module> modules = new ArrayList<>();
        for (Import one : wanted) {
            try {
                modules.add(loader.load(one, source));
            } catch (DecantException exception) {
                problems.failedImport(one, exception);
            }
        }
        return modules;
    }
}
