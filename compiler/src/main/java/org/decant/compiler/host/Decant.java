package org.decant.compiler.host;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.decant.compiler.language.DecantContext;
import org.decant.compiler.language.DecantLanguage;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.library.StrategyLibrary;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.run.Activation;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.device.Devices;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/// The entrance for Java programs: an engine with the strategies it has loaded. Strategies may run on several threads at
/// once; models and sessions may be shared among them.
public final class Decant implements AutoCloseable {
    private final FutureTask<Context> engine;
    private final ModuleFinder finder;
    private final ModelCatalog catalog;
    private final String device;

    private Decant(Builder builder) {
        this.finder = new ModuleFinder(builder.library);
        this.catalog = builder.catalog;
        this.device = builder.device;
        this.engine = new FutureTask<>(() -> open(builder));
        if (builder.options.isEmpty()) {
            // Opening an engine takes a while, in which the program may load its strategies and models.
            Thread.ofPlatform().daemon().name("decant engine").start(engine);
        } else {
            engine.run();
            context();
        }
    }

    private static Context open(Builder builder) {
        Context.Builder polyglot = Context.newBuilder(DecantLanguage.ID).allowCreateThread(true)
                .allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false")
                .option("engine.WarnVirtualThreadSupport", "false").option(DecantLanguage.DEVICE_OPTION, builder.device);
        if (!builder.options.isEmpty()) {
            // Tools such as debuggers know scripts by their files; scripts themselves cannot open any.
            polyglot.allowIO(IOAccess.newBuilder()
                    .fileSystem(FileSystem.newReadOnlyFileSystem(FileSystem.newDefaultFileSystem())).build());
            polyglot.options(builder.options);
        }
        if (builder.toolOutput != null) {
            polyglot.out(builder.toolOutput).err(builder.toolOutput).logHandler(builder.toolOutput);
        }
        try {
            Context context = polyglot.build();
            context.initialize(DecantLanguage.ID);
            return context;
        } catch (IllegalArgumentException wrongOption) {
            throw new DecantException("the engine does not take this option: " + wrongOption.getMessage(),
                    "profilers and debuggers need their tool's jar on the module path");
        }
    }

    private Context context() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return engine.get();
                } catch (InterruptedException interruption) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException exception ? exception
                    : new IllegalStateException(failure.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public static Decant create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// What an engine is made with. The defaults are the library on the class path and the standard kinds of models.
    public static final class Builder {
        private final Map<String, String> options = new LinkedHashMap<>();
        private StrategyLibrary library;
        private ModelCatalog catalog;
        private OutputStream toolOutput;
        private String device = Devices.CPU;

        private Builder() {
        }

        /// An option of the engine or of a tool: `cpusampler`, `dap`, `dap.Suspend`, `engine.Compilation`.
        public Builder option(String name, String value) {
            options.put(name, value);
            return this;
        }

        public Builder library(StrategyLibrary strategies) {
            library = strategies;
            return this;
        }

        /// The kinds of models that arguments given as text may name.
        public Builder catalog(ModelCatalog kinds) {
            catalog = kinds;
            return this;
        }

        /// The device that tensor programs run on: `cpu` where it is not given, `gpu` for the first GPU, or a name such as
        /// `opencl:0`; see [Devices].
        ///
        /// @throws DecantException where there is no such device
        public Builder device(String name) {
            device = Devices.target(name).name();
            return this;
        }

        /// Where profilers and debuggers write; standard output where it is not given.
        public Builder toolOutput(OutputStream stream) {
            toolOutput = stream;
            return this;
        }

        /// @throws DecantException where an option is not known
        public Decant build() {
            if (library == null) {
                library = new StrategyLibrary(Decant.class.getClassLoader());
            }
            if (catalog == null) {
                catalog = ModelCatalog.standard();
            }
            return new Decant(this);
        }
    }

    /// A strategy of the library.
    ///
    /// @throws DecantException where there is none of that name, or it is wrong
    public LoadedStrategy strategy(String name) {
        return script(finder.library(name), name).main();
    }

    /// The strategies of a file.
    ///
    /// @throws DecantException where it cannot be read or is wrong
    public LoadedScript load(Path file) {
        return script(finder.file(file));
    }

    /// The strategies of a text; `name` is what messages call it.
    ///
    /// @throws DecantException where it is wrong
    public LoadedScript loadText(String name, String text) {
        return script(finder.checker().check(new SourceText(name, text)));
    }

    /// The strategies of a module that was checked already.
    public LoadedScript script(Module module) {
        String file = module.source().name();
        String stem = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return script(module, stem.endsWith(".decode") ? stem.substring(0, stem.length() - ".decode".length()) : stem);
    }

    private LoadedScript script(Module module, String mainName) {
        return new LoadedScript(this, module, mainName);
    }

    public ModuleFinder finder() {
        return finder;
    }

    public ModelCatalog catalog() {
        return catalog;
    }

    /// The name of the device that tensor programs run on.
    public String device() {
        return device;
    }

    /// The engine's name: `Interpreted` where Truffle's compiler is missing.
    public String engineName() {
        return context().getEngine().getImplementationName();
    }

    /// Runs a strategy of a checked module.
    RunResult run(Module module, Routine strategy, RunRequest request) {
        GivenModels models = GivenModels.open(catalog, strategy, request.arguments());
        Context context = context();
        context.enter();
        try {
            return new StrategyRun(this, DecantContext.current(), module, strategy, request, models).run();
        } finally {
            context.leave();
        }
    }

    /// Reads the arguments of a strategy of a checked module for runs in `session`.
    Map<String, Object> prepare(Module module, Routine strategy, Map<String, Object> arguments, Session session) {
        GivenModels models = GivenModels.open(catalog, strategy, arguments);
        Context context = context();
        context.enter();
        try {
            return new ArgumentReader(this, DecantContext.current(), module, session, models).read(strategy, arguments);
        } finally {
            context.leave();
        }
    }

    /// Calls a checked strategy or function, as the REPL does with what was typed.
    ///
    /// @param arguments one for each parameter
    /// @throws DecantException       where the script fails
    /// @throws CancellationException where the run or its session is cancelled
    public Object call(Routine routine, Activation activation, Object... arguments) {
        Context context = context();
        context.enter();
        try {
            return call(DecantContext.current(), routine, activation, arguments);
        } finally {
            context.leave();
        }
    }

    static Object call(DecantContext entered, Routine routine, Activation activation, Object... arguments) {
        try {
            return entered.call(routine, activation, arguments);
        } catch (ScriptException failure) {
            throw failure.error();
        } catch (CancelledException cancelled) {
            throw new CancellationException(cancelled.getMessage());
        }
    }

    /// Ends the engine; profilers then print what they found.
    @Override
    public void close() {
        context().close();
    }
}
