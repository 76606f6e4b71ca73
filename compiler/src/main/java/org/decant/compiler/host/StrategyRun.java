package org.decant.compiler.host;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.decant.compiler.language.DecantContext;
import org.decant.compiler.language.NoVocabulary;
import org.decant.compiler.nodes.CancelledException;
import org.decant.compiler.nodes.ParameterSlots;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.value.StrategyArguments;
import org.decant.runtime.constraint.DeadEnd;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.Model;
import org.decant.runtime.run.Activation;
import org.decant.runtime.run.Finish;
import org.decant.runtime.run.Output;
import org.decant.runtime.run.Run;
import org.decant.runtime.run.Session;
import org.decant.runtime.trace.TraceEvent;
import org.decant.runtime.vocabulary.Vocabulary;

/// One run of a strategy for a program. The thread has entered the polyglot context.
final class StrategyRun {
    private final Decant decant;
    private final DecantContext context;
    private final Module module;
    private final Routine strategy;
    private final RunRequest request;
    private final GivenModels models;

    /// @param decant for arguments given as text; null where there is no façade around
    /// @param module the file of the strategy, null where it is not known
    /// @param models those that arguments given as text name; null where there is no façade around
    StrategyRun(Decant decant, DecantContext context, Module module, Routine strategy, RunRequest request,
                GivenModels models) {
        this.decant = decant;
        this.context = context;
        this.module = module;
        this.strategy = strategy;
        this.request = request;
        this.models = models;
    }

    RunResult run() {
        Session session = request.session() != null ? request.session() : new Session();
        ArgumentReader reader = new ArgumentReader(decant, context, module, session, models);
        Map<String, Object> given = reader.read(strategy, request.arguments());
        Vocabulary vocabulary = promptVocabulary(given);
        Context start = session.root(vocabulary);
        if (!request.prompt().isEmpty()) {
            start = start.plus(vocabulary.encode(request.prompt()));
        }
        Output output = new Output(null, start, request.maxTokens(), request.stops(), request.listener());
        Run run = new Run(session, output, request.draws());
        Activation activation = run.start();
        Object[] arguments = StrategyArguments.arrange(strategy, given, activation);
        request.started(run);
        if (activation.trace() != null) {
            activation.trace().tell(new TraceEvent.Began(strategy.name(), start));
        }
        long began = System.nanoTime();
        Object value = null;
        boolean interrupted = false;
        DeadEnd deadEnd = null;
        try {
            value = context.callArranged(strategy, arguments);
        } catch (ScriptException failure) {
            output.close();
            if (!(failure.error() instanceof DeadEnd end)) {
                throw placed(failure);
            }
            deadEnd = end;
        } catch (CancelledException | CancellationException cancelled) {
            interrupted = true;
        }
        output.close();
        long ended = System.nanoTime();
        boolean valued = strategy.returnsValue();
        Duration firstToken = output.firstTokenAt() == 0 ? null : Duration.ofNanos(output.firstTokenAt() - began);
        return new RunResult(output.text(), output.written(), valued ? value : null, valued ? strategy.result() : null,
                deadEnd != null ? Finish.DEAD_END : output.finish(), deadEnd, interrupted, session.costs(),
                run.draftCost(), firstToken, Duration.ofNanos(ended - began));
    }

    /// The error, put where the user wrote the argument that is wrong if it came to the error's place as it was written.
    private DecantException placed(ScriptException failure) {
        ParameterSlots.Argument wrong = failure.argument();
        if (wrong == null || wrong.routine() != strategy) {
            return failure.error();
        }
        List<TextArgument> texts = TextArgument.of(request.arguments().get(strategy.parameters().get(wrong.parameter()).name()));
        return texts.isEmpty() ? failure.error() : failure.error().givenAt(texts.getFirst().place());
    }

    /// The vocabulary of `target`, otherwise of the first model parameter that is given.
    private Vocabulary promptVocabulary(Map<String, Object> given) {
        Map<String, Model> models = new LinkedHashMap<>();
        for (Routine.Parameter parameter : strategy.parameters()) {
            Object value = given.get(parameter.name());
            if (value instanceof Model model) {
                models.put(parameter.name(), model);
            } else if (value instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Model model) {
                models.put(parameter.name(), model);
            }
        }
        Model target = models.get("target");
        return target != null ? target.vocabulary() : models.isEmpty() ? NoVocabulary.INSTANCE
                : models.values().iterator().next().vocabulary();
    }
}
