package org.decant.compiler.host;

import java.util.List;
import java.util.Map;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.run.Session;

/// A strategy ready to run.
public final class LoadedStrategy {
    private final Decant decant;
    private final Module module;
    private final Routine routine;

    LoadedStrategy(Decant decant, Module module, Routine routine) {
        this.decant = decant;
        this.module = module;
        this.routine = routine;
    }

    public String name() {
        return routine.name();
    }

    public List<Routine.Parameter> parameters() {
        return routine.parameters();
    }

    public List<Routine.Contract> contracts() {
        return routine.contracts();
    }

    /// The text of the `///` lines above it.
    public String documentation() {
        return routine.documentation();
    }

    public Routine routine() {
        return routine;
    }

    /// The file it is declared in.
    public Module module() {
        return module;
    }

    /// Opens models and reads texts once, for many runs in one session: what a request is then given as arguments.
    ///
    /// @param arguments as [RunRequest.Builder#argument] takes them
    /// @throws org.decant.runtime.diagnostic.DecantException where an argument is wrong
    public Map<String, Object> prepare(Map<String, Object> arguments, Session session) {
        return decant.prepare(module, routine, arguments, session);
    }

    /// Runs it to its end.
    ///
    /// @throws org.decant.runtime.diagnostic.DecantException where an argument is wrong or the script fails
    public RunResult run(RunRequest request) {
        return decant.run(module, routine, request);
    }
}
