package org.decant.compiler.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;

/// A checked script: its strategies.
public final class LoadedScript {
    private final Module module;
    private final String mainName;
    private final Map<String, LoadedStrategy> strategies = new LinkedHashMap<>();

    LoadedScript(Decant decant, Module module, String mainName) {
        this.module = module;
        this.mainName = mainName;
        for (Routine routine : module.strategies().values()) {
            strategies.put(routine.name(), new LoadedStrategy(decant, module, routine));
        }
    }

    public Module module() {
        return module;
    }

    /// In the order of their declarations.
    public List<LoadedStrategy> strategies() {
        return List.copyOf(strategies.values());
    }

    /// @throws DecantException where the script declares no such strategy
    public LoadedStrategy strategy(String name) {
        LoadedStrategy found = strategies.get(name);
        if (found == null) {
            throw new DecantException("there is no strategy `" + name + "` in " + module.source().name(),
                    NearestName.hint(name, strategies.keySet()));
        }
        return found;
    }

    /// The strategy that the script is run for: the one with the script's name, otherwise the last.
    ///
    /// @throws DecantException where it declares none
    public LoadedStrategy main() {
        if (strategies.isEmpty()) {
            throw new DecantException(module.source().name() + " declares no strategy",
                    "declare one: `strategy name(target: Model) { … }`");
        }
        LoadedStrategy named = strategies.get(mainName);
        return named != null ? named : List.copyOf(strategies.values()).getLast();
    }
}
