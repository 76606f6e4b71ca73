package org.decant.compiler.nodes;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.source.Source;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.decant.compiler.nodes.translate.RoutineTranslator;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.value.Function;
import org.decant.compiler.value.StrategyValue;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.tensor.program.Target;

/// What a polyglot context has translated: each routine once, when it is first called.
public final class Program {
    private final TruffleLanguage<?> language;
    private final ThreadFactory branchThreads;
    private final Target target;
    private final java.util.function.Function<SourceText, Source> sourceMaker;
    private final Map<SourceText, Source> sources = new IdentityHashMap<>();
    private final Map<Routine, RootCallTarget> targets = new IdentityHashMap<>();
    private final Map<Routine, StrategyValue> strategies = new IdentityHashMap<>();
    private final Map<GlobalConstant, GlobalValue> globals = new IdentityHashMap<>();
    private final Map<Type.Record, List<String>> fieldNames = new IdentityHashMap<>();

    /// @param branchThreads makes the threads that branches of parallel constructs run on
    /// @param target        what tensor programs run on
    /// @param sourceMaker   makes the source of a text that none was registered for
    public Program(TruffleLanguage<?> language, ThreadFactory branchThreads, Target target,
                   java.util.function.Function<SourceText, Source> sourceMaker) {
        this.language = language;
        this.branchThreads = branchThreads;
        this.target = target;
        this.sourceMaker = sourceMaker;
    }

    public TruffleLanguage<?> language() {
        return language;
    }

    public ThreadFactory branchThreads() {
        return branchThreads;
    }

    /// What tensor programs run on.
    public Target target() {
        return target;
    }

    /// Says that `text` is the text of `source`, so that instruments know the file.
    public synchronized void register(SourceText text, Source source) {
        sources.put(text, source);
    }

    public synchronized Source source(SourceText text) {
        return sources.computeIfAbsent(text, sourceMaker);
    }

    public synchronized RootCallTarget callTarget(Routine routine) {
        RootCallTarget known = targets.get(routine);
        if (known == null) {
            known = new RoutineTranslator(this).translate(routine).getCallTarget();
            targets.put(routine, known);
        }
        return known;
    }

    public Function function(Routine routine) {
        return new Function(callTarget(routine), null, routine.parameters().size(), routine.draws());
    }

    /// The same strategy is always the same value.
    public synchronized StrategyValue strategy(Routine routine) {
        return strategies.computeIfAbsent(routine, made -> new StrategyValue(made, this::callTarget));
    }

    public synchronized GlobalValue global(GlobalConstant constant) {
        return globals.computeIfAbsent(constant, made -> new GlobalValue(this, made));
    }

    /// The names of a record's fields; the same list for all values of the record, which is how they are told apart.
    public synchronized List<String> fieldNames(Type.Record record) {
        List<String> known = fieldNames.get(record);
        if (known == null) {
            List<String> names = new ArrayList<>();
            for (Type.Record.Field field : record.fields()) {
                names.add(field.name());
            }
            known = List.copyOf(names);
            fieldNames.put(record, known);
        }
        return known;
    }
}
