package org.decant.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decant.compiler.check.InteractiveInput;
import org.decant.compiler.host.Decant;
import org.decant.compiler.language.NoVocabulary;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.syntax.Expression;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.syntax.Parser;
import org.decant.compiler.syntax.ReplInput;
import org.decant.compiler.syntax.Statement;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.typed.Module;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.run.Output;
import org.decant.runtime.run.Run;
import org.decant.runtime.vocabulary.Token;

/// Inputs that are evaluated one after another: what one declares the next ones see, and `output` goes on growing.
///
/// A variable of an earlier input is a constant to later ones, in a module of its own; one that was declared by `var` is
/// declared again, with its value, in an input that assigns it. Strategies of the library are there without an import.
final class InteractiveSession {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    /// Words whose use makes the session open its target model.
    private static final Set<String> USES_OUTPUT = Set.of("output", "remaining", "emit", "generate", "run", "fork",
            "parallel", "both", "target", "drafter");

    /// A variable and its value.
    record Named(String name, Object value, Type type) {}

    /// What an input came to.
    ///
    /// @param variables   those it declared or assigned
    /// @param value       that of its last expression
    /// @param type        the type of that; null where there is no such expression
    /// @param written     the tokens it wrote to `output`
    /// @param interrupted whether it was cancelled: then there are neither variables nor a value
    record Outcome(List<Named> variables, Object value, Type type, List<Token> written, boolean interrupted) {

        /// Whether there is a value that the text written does not say already, as that of a `run` does.
        boolean tells() {
            return type != null && type.resolved() != Type.NOTHING && (written.isEmpty() || !written.equals(value));
        }
    }

    private final Decant decant;
    private final InteractiveSettings settings;
    private final Set<String> assignable = new LinkedHashSet<>();
    private final List<Module> visible = new ArrayList<>();
    private SessionModels models;
    private SessionCost cost;
    private Context written;
    private int inputs;
    private volatile Run running;

    InteractiveSession(Decant decant, InteractiveSettings settings) {
        this.decant = decant;
        this.settings = settings;
        reset();
    }

    /// Forgets all inputs, the output and the costs.
    void reset() {
        visible.clear();
        assignable.clear();
        models = new SessionModels(decant, settings);
        cost = new SessionCost(models.session());
        written = null;
    }

    /// Runs an input.
    ///
    /// @param listener told of text that is written to `output`
    /// @throws org.decant.runtime.diagnostic.DecantException where the input is wrong, or fails
    Outcome evaluate(String text, Output.TextListener listener) {
        SourceText source = new SourceText("input " + ++inputs, text);
        ReplInput parsed = Parser.parseInput(source);
        InteractiveInput input = check(source, parsed);
        visible.addAll(input.imported());
        visible.add(input.module());
        if (input.routine() == null) {
            return new Outcome(List.of(), null, null, List.of(), false);
        }
        if (written == null && models.opened()) {
            written = models.start();
        }
        Context start = written != null ? written : models.session().root(NoVocabulary.INSTANCE);
        Output output = new Output(null, start, settings.maxTokens(), List.of(), listener);
        Run run = new Run(models.session(), output, settings.draws());
        long began = System.nanoTime();
        running = run;
        try {
            Tuple values = (Tuple) decant.call(input.routine(), run.start());
            return keep(source, parsed, input, values, output.written());
        } catch (CancellationException cancelled) {
            return new Outcome(List.of(), null, null, output.written(), true);
        } finally {
            running = null;
            output.close();
            cost.add(output.written().size(), System.nanoTime() - began, run.draftCost());
            if (written != null) {
                written = output.context();
            }
        }
    }

    private InteractiveInput check(SourceText source, ReplInput input) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(source.text());
        while (matcher.find()) {
            names.add(matcher.group());
        }
        if (names.stream().anyMatch(USES_OUTPUT::contains)) {
            models.open(names.contains("drafter"));
        }
        List<Module> all = new ArrayList<>(models.modules());
        names.stream().filter(decant.finder().library()::contains).forEach(name -> all.add(strategy(name)));
        all.addAll(visible);
        return decant.finder().checker().checkInput(redeclaring(input, names), source, all);
    }

    /// A strategy of the library alone, without the rest of its file.
    private Module strategy(String name) {
        Module file = decant.finder().library(name);
        Module alone = Module.empty(file.source(), List.of());
        alone.strategies().put(name, file.strategies().getOrDefault(name, Signature.main(file, name)));
        return alone;
    }

    /// The input with a `var` before it for every earlier one that it assigns.
    private ReplInput redeclaring(ReplInput input, Set<String> names) {
        List<Statement> statements = new ArrayList<>();
        Span place = new Span(input.source(), 0, 0);
        for (String name : assignable) {
            boolean assigned = names.contains(name) && Pattern.compile("\\b" + Pattern.quote(name) + "\\s*(\\[.*\\]\\s*)?=[^=]")
                    .matcher(input.source().text()).find();
            if (assigned) {
                Name known = new Name(name, place);
                statements.add(new Statement.Var(known, null, new Expression.Variable(known, place), place));
            }
        }
        statements.addAll(input.statements());
        return new ReplInput(input.source(), input.imports(), input.declarations(), statements);
    }

    private Outcome keep(SourceText source, ReplInput parsed, InteractiveInput input, Tuple values,
                         List<Token> tokens) {
        for (Statement statement : parsed.statements()) {
            if (statement instanceof Statement.Var variable) {
                assignable.add(variable.name().text());
            } else if (statement instanceof Statement.Let) {
                assignable.removeAll(input.names());
            }
        }
        List<Named> variables = new ArrayList<>();
        for (int i = 0; i < input.names().size(); i++) {
            variables.add(new Named(input.names().get(i), values.get(i), input.types().get(i)));
        }
        if (!variables.isEmpty()) {
            visible.add(module(source, variables));
        }
        Object value = input.value() == null ? null : values.get(variables.size());
        return new Outcome(variables, value, input.value(), tokens, false);
    }

    /// A module whose constants are these variables.
    static Module module(SourceText source, List<Named> variables) {
        Module module = Module.empty(source, List.of());
        Span place = Span.whole(source);
        for (Named variable : variables) {
            GlobalConstant constant = new GlobalConstant(variable.name(), "", place);
            constant.define(variable.type(), new Code.Constant(variable.value(), variable.type(), place), new FrameLayout());
            module.constants().put(variable.name(), constant);
        }
        return module;
    }

    /// Makes the input that is running end, if one is. Any thread may call it.
    void cancel() {
        Run run = running;
        if (run != null) {
            run.cancel();
        }
    }

    /// The type of an expression, which is not run.
    Type typeOf(String text) {
        SourceText source = new SourceText("expression", text);
        Type type = check(source, Parser.parseInput(source)).value();
        return type == null ? Type.NOTHING : type.resolved();
    }

    /// Makes the declarations of a script visible, and gives their heads. A file that was loaded before is read again.
    List<String> load(Path file) {
        Module module = decant.finder().checker().check(ModuleFinder.read(file));
        visible.add(module);
        List<String> heads = new ArrayList<>();
        module.strategies().values().forEach(strategy -> heads.add("strategy " + Signature.full(strategy)));
        module.functions().values().forEach(function -> heads.add("function " + Signature.full(function)));
        module.records().keySet().forEach(record -> heads.add("record " + record));
        module.constants().values().forEach(constant -> heads.add("let " + constant.name() + ": " + constant.type()));
        return heads;
    }

    /// What all inputs have cost, on one line.
    String cost() {
        return cost.line();
    }

    /// The names that inputs have declared, and those of the models.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of("target", "drafter", "output"));
        for (Module module : visible) {
            names.addAll(module.constants().keySet());
            names.addAll(module.functions().keySet());
            names.addAll(module.strategies().keySet());
            names.addAll(module.records().keySet());
        }
        return names;
    }
}
