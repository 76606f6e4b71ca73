package org.decant.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.compiler.host.TextArgument;
import org.decant.compiler.typed.Routine;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.runtime.diagnostic.DecantException;

/// Runs strategies on items of tasks, and greedy decoding beside them: item by item, so that what else the machine does meets
/// all alike. The first run of a strategy is repeated, because the engine compiles while it lasts; only the last counts.
final class BenchRun implements AutoCloseable {
    private static final String GREEDY = "greedy";

    private final String model;
    private final String drafter;
    private final TaskProtocol protocol;
    private final int count;
    private final Duration limit;
    private final Duration warmUp;
    private final Told told;
    private final LoadedStrategy greedy;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("time limit").factory());
    private final Set<String> warm = new HashSet<>();
    private RunRequest running;
    private boolean stopped;

    /// Hears of runs that begin.
    @FunctionalInterface
    interface Told {
        void running(int done, String strategy);
    }

    /// @param model   the location of the model that is measured
    /// @param drafter the location of the one that drafts for it
    /// @param count   items of each task
    /// @param limit   how long a run may last
    /// @param warmUp  how long the first run of a strategy is repeated; at least once
    BenchRun(Decant decant, String model, String drafter, TaskProtocol protocol, int count, Duration limit, Duration warmUp,
            Told told) {
        this.model = model;
        this.drafter = drafter;
        this.protocol = protocol;
        this.count = count;
        this.limit = limit;
        this.warmUp = warmUp;
        this.told = told;
        this.greedy = decant.strategy(GREEDY);
    }

    /// The rows in the order of strategies and of their tasks. Where it is stopped, those of the tasks it came to the end of.
    List<BenchRow> run(List<BenchedStrategy> strategies) {
        Map<BenchedStrategy, Map<Task, BenchRow>> rows = new LinkedHashMap<>();
        strategies.forEach(strategy -> rows.put(strategy, new LinkedHashMap<>()));
        List<BenchRow> withoutTask = new ArrayList<>();
        int done = 0;
        for (Task task : strategies.stream().flatMap(strategy -> strategy.tasks().stream()).distinct().toList()) {
            List<BenchedStrategy> here = strategies.stream().filter(strategy -> strategy.tasks().contains(task)).toList();
            BenchTally tally = new BenchTally(task);
            List<TaskExample> items = protocol.items(task, count);
            for (int i = 0; i < items.size(); i++) {
                BenchTally.Outcome baseline = greedily(items.get(i));
                for (BenchedStrategy strategy : here) {
                    told.running(done++, strategy.name() + " on " + task.name());
                    tally.add(strategy, i, items.get(i), outcome(strategy, items.get(i)), baseline);
                    if (stopped) {
                        return inOrder(strategies, rows, withoutTask);
                    }
                }
            }
            here.forEach(strategy -> rows.get(strategy).put(task, tally.row(strategy)));
        }
        for (BenchedStrategy strategy : strategies.stream().filter(one -> one.tasks().isEmpty()).toList()) {
            told.running(done++, strategy.name());
            BenchTally tally = new BenchTally(null);
            tally.add(strategy, 0, null, outcome(strategy, null), BenchTally.Outcome.NONE);
            if (stopped) {
                break;
            }
            withoutTask.add(tally.row(strategy));
        }
        return inOrder(strategies, rows, withoutTask);
    }

    private static List<BenchRow> inOrder(List<BenchedStrategy> strategies, Map<BenchedStrategy, Map<Task, BenchRow>> rows,
            List<BenchRow> withoutTask) {
        List<BenchRow> all = new ArrayList<>();
        for (BenchedStrategy strategy : strategies) {
            strategy.tasks().stream().map(rows.get(strategy)::get).filter(row -> row != null).forEach(all::add);
            withoutTask.stream().filter(row -> row.strategy().equals(strategy.name())).forEach(all::add);
        }
        return all;
    }

    /// Ends it soon.
    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.cancel();
        }
    }

    boolean stopped() {
        return stopped;
    }

    private BenchTally.Outcome greedily(TaskExample item) {
        return outcome(GREEDY, greedy, () -> protocol.request(item).argument("target", TextArgument.named("--model", model)));
    }

    private BenchTally.Outcome outcome(BenchedStrategy strategy, TaskExample item) {
        return outcome(strategy.name(), strategy.strategy(), () -> request(strategy, item));
    }

    /// What a run is given.
    @FunctionalInterface
    private interface Given {
        RunRequest.Builder request();
    }

    private BenchTally.Outcome outcome(String name, LoadedStrategy strategy, Given given) {
        long begun = System.nanoTime();
        BenchTally.Outcome outcome = once(strategy, given);
        if (warm.add(name)) {
            do {
                if (outcome.result() == null || stopped) {
                    return outcome;
                }
                outcome = once(strategy, given);
            } while (System.nanoTime() - begun < warmUp.toNanos());
        }
        return outcome;
    }

    private BenchTally.Outcome once(LoadedStrategy strategy, Given given) {
        RunRequest request;
        RunResult result;
        try {
            request = given.request().build();
            synchronized (this) {
                running = request;
                if (stopped) {
                    request.cancel();
                }
            }
            ScheduledFuture<?> end = clock.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                result = strategy.run(request);
            } finally {
                end.cancel(false);
            }
        } catch (DecantException wrong) {
            return BenchTally.Outcome.failed(wrong.getMessage());
        } catch (RuntimeException | StackOverflowError failure) { // of one strategy: the others are still to be measured
            return BenchTally.Outcome.failed("internal error: " + Failures.describe(failure));
        }
        if (result.deadEnd() != null) {
            return BenchTally.Outcome.failed(result.deadEnd().getMessage());
        }
        return result.interrupted() ? BenchTally.Outcome.failed("it took longer than " + limit.toSeconds() + " s")
                : new BenchTally.Outcome(result, null);
    }

    private RunRequest.Builder request(BenchedStrategy strategy, TaskExample item) {
        BenchLine line = strategy.line();
        BenchValues values = new BenchValues(model, drafter, item);
        RunRequest.Builder request = item == null
                ? RunRequest.builder().maxTokens(protocol.maxTokens()).seed(protocol.seed()) : protocol.request(item);
        request.prompt(values.text(line.prompt()));
        if (line.maxTokens() > 0) {
            request.maxTokens(Math.min(line.maxTokens(), protocol.maxTokens()));
        }
        line.stops().forEach(stop -> request.stop(values.text(stop)));
        for (Routine.Parameter parameter : strategy.strategy().parameters()) {
            List<String> texts = line.arguments().get(parameter.name());
            if (texts != null) {
                request.argument(parameter.name(), StrategyOptions.argument(parameter, texts.stream()
                        .map(text -> TextArgument.named("--" + parameter.name(), values.argument(parameter, text))).toList()));
            }
        }
        return request;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
