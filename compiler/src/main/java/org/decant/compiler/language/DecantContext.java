package org.decant.compiler.language;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleLanguage.ContextReference;
import com.oracle.truffle.api.source.Source;
import org.decant.compiler.check.Checker;
import org.decant.compiler.check.ModuleLoader;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.library.StrategyLibrary;
import org.decant.compiler.nodes.Program;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.StrategyValue;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.run.Activation;
import org.decant.runtime.tensor.device.Devices;

/// The language within one polyglot context: the code it has translated.
public final class DecantContext {
    private static final ContextReference<DecantContext> REFERENCE = ContextReference.create(DecantLanguage.class);

    private final TruffleLanguage.Env env;
    private final Program program;
    private Checker checker;

    DecantContext(DecantLanguage language, TruffleLanguage.Env env) {
        this.env = env;
        this.program = new Program(language,
                branch -> env.newTruffleThreadBuilder(branch).virtual(true).build(),
                Devices.target(env.getOptions().get(DecantLanguage.Device)), this::sourceOf);
    }

    /// The context that the current thread has entered.
    public static DecantContext current() {
        return REFERENCE.get(null);
    }

    TruffleLanguage.Env env() {
        return env;
    }

    Program program() {
        return program;
    }

    /// Checks a script that a program evaluates. It may import strategies of the library, but no files.
    synchronized Module check(SourceText text) {
        if (checker == null) {
            ModuleFinder finder = new ModuleFinder(new StrategyLibrary(DecantLanguage.class.getClassLoader()));
            ModuleLoader libraryOnly = (wanted, from) -> {
                if (wanted.path()) {
                    throw new DecantException("a script that a program evaluates cannot import files",
                            "let the program load it as a file").at(wanted.span());
                }
                return finder.load(wanted, from);
            };
            checker = new Checker(libraryOnly);
        }
        return checker.check(text);
    }

    /// A file's text as tools know it: by its path, where the context may look at files (a debugger's breakpoints are in
    /// files), otherwise by its name alone.
    private Source sourceOf(SourceText text) {
        if (env.isFileIOAllowed() && text.name().endsWith(".decode")) {
            try {
                return Source.newBuilder(DecantLanguage.ID, env.getPublicTruffleFile(text.name()).getAbsoluteFile())
                        .content(text.text()).name(text.name()).build();
            } catch (SecurityException | IllegalArgumentException unreadable) {
                // known by its name, then
            }
        }
        return Source.newBuilder(DecantLanguage.ID, text.text(), text.name()).build();
    }

    /// A strategy as a value, to be an argument of another one.
    public StrategyValue strategy(Routine routine) {
        return program.strategy(routine);
    }

    /// Calls a strategy or function; the thread must have entered the context.
    ///
    /// @param arguments one for each parameter, [CallArguments#ABSENT] where the default is taken
    /// @throws org.decant.compiler.nodes.ScriptException    where the script fails
    /// @throws org.decant.compiler.nodes.CancelledException where the run is cancelled
    public Object call(Routine routine, Activation activation, Object... arguments) {
        return callArranged(routine, CallArguments.of(activation, null, arguments));
    }

    /// The same with the arguments in the form of [CallArguments].
    public Object callArranged(Routine routine, Object[] arguments) {
        return program.callTarget(routine).call(arguments);
    }
}
