package org.decant.compiler.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.language.DecantContext;
import org.decant.compiler.language.Invocation;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.random.Draws;
import org.decant.runtime.random.SeededDraws;
import org.decant.runtime.run.Output;
import org.decant.runtime.run.Run;
import org.decant.runtime.run.Session;

/// What to run a strategy with. A request is for one run; another thread may cancel it.
public final class RunRequest implements Invocation {
    /// How many tokens a run writes at most where the request does not say.
    public static final int DEFAULT_MAX_TOKENS = 100;

    private final Map<String, Object> arguments;
    private final String prompt;
    private final int maxTokens;
    private final List<String> stops;
    private final Draws draws;
    private final Session session;
    private final Output.TextListener listener;
    private Run run;
    private boolean cancelled;

    private RunRequest(Builder builder) {
        this.arguments = new LinkedHashMap<>(builder.arguments);
        this.prompt = builder.prompt;
        this.maxTokens = builder.maxTokens;
        this.stops = List.copyOf(builder.stops);
        this.draws = builder.draws;
        this.session = builder.session;
        this.listener = builder.listener;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Collects a request. Whatever is not given: an empty prompt, [#DEFAULT_MAX_TOKENS], no stops, the seed 0, a session
    /// of its own.
    public static final class Builder {
        private final Map<String, Object> arguments = new LinkedHashMap<>();
        private final List<String> stops = new ArrayList<>();
        private String prompt = "";
        private int maxTokens = DEFAULT_MAX_TOKENS;
        private Draws draws = new SeededDraws(0);
        private Session session;
        private Output.TextListener listener;

        private Builder() {
        }

        /// An argument by its parameter's name: numbers, truth values, Strings, ForwardModels or Models, Lists and Maps of
        /// such, [LoadedStrategy], a value of the runtime, a [java.util.function.Function] or
        /// [java.util.function.BiFunction] of such for a parameter that is a function (branches call it from their own
        /// threads), or a [TextArgument] that is converted to the parameter's type; for a list of models a
        /// list of them.
        public Builder argument(String name, Object value) {
            arguments.put(name, value);
            return this;
        }

        /// The text to go on from, in tokens of the parameter `target`, or of the first model parameter where there is no
        /// `target`. Without models only the empty prompt is possible.
        public Builder prompt(String text) {
            prompt = text;
            return this;
        }

        /// @throws DecantException below 0
        public Builder maxTokens(int count) {
            if (count < 0) {
                throw new DecantException("the token budget is " + count, "give 0 or more");
            }
            maxTokens = count;
            return this;
        }

        /// A text that ends the output and is not part of it; may be called again for more.
        ///
        /// @throws DecantException where it is empty
        public Builder stop(String text) {
            if (text.isEmpty()) {
                throw new DecantException("a stop text is empty", "leave it out, or give the text to stop at");
            }
            stops.add(text);
            return this;
        }

        /// All random choices derive from the seed.
        public Builder seed(long seed) {
            draws = new SeededDraws(seed);
            return this;
        }

        /// Random choices of another origin.
        public Builder draws(Draws choices) {
            draws = choices;
            return this;
        }

        /// A session to share, with its prefix trees and remembered model calls, instead of one of its own.
        public Builder session(Session shared) {
            session = shared;
            return this;
        }

        /// Told of the text as it is written.
        public Builder listener(Output.TextListener told) {
            listener = told;
            return this;
        }

        public RunRequest build() {
            return new RunRequest(this);
        }
    }

    Map<String, Object> arguments() {
        return arguments;
    }

    String prompt() {
        return prompt;
    }

    int maxTokens() {
        return maxTokens;
    }

    List<String> stops() {
        return stops;
    }

    Draws draws() {
        return draws;
    }

    /// Null for a session of its own.
    Session session() {
        return session;
    }

    Output.TextListener listener() {
        return listener;
    }

    /// Ends the run soon, also before it has started; its result is what was written until then.
    public synchronized void cancel() {
        cancelled = true;
        if (run != null) {
            cancelRun();
        }
    }

    synchronized void started(Run now) {
        run = now;
        if (cancelled) {
            cancelRun();
        }
    }

    private void cancelRun() {
        run.cancel();
        if (session == null) {
            run.session().cancel(); // wakes branches that wait for a pass
        }
    }

    @Override
    public Object invoke(Routine strategy, DecantContext context) {
        return new StrategyRun(null, context, null, strategy, this, null).run();
    }
}
