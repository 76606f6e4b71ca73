package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.compiler.builtin.BuiltinTable;
import org.decant.compiler.syntax.ContractClause;
import org.decant.compiler.syntax.Declaration;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.syntax.Parameter;
import org.decant.compiler.syntax.Statement;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;

/// Checks the declarations of one file. Heads are declared first; a body is checked when its turn comes or when another
/// body needs the type that it decides.
final class FileChecker {
    /// Names of the run's own options: no parameter may have them.
    private static final Set<String> RESERVED = Set.of("tokens", "stop", "output");

    private final Module module;
    private final Problems problems;
    private final Names names;
    private final Map<Routine, Runnable> unchecked = new IdentityHashMap<>();
    private final Map<GlobalConstant, Runnable> uncheckedConstants = new IdentityHashMap<>();
    private final Set<Object> checking = Collections.newSetFromMap(new IdentityHashMap<>());

    FileChecker(Module module, BuiltinTable builtins, Problems problems) {
        this.module = module;
        this.problems = problems;
        this.names = new Names(module, builtins, problems);
    }

    Names names() {
        return names;
    }

    Problems problems() {
        return problems;
    }

    void declare(List<Declaration> declarations) {
        Map<String, Span> seen = new HashMap<>();
        Map<Declaration.RecordType, Type.Record> records = new LinkedHashMap<>();
        for (Declaration declaration : declarations) {
            Name name = declaration.name();
            Span first = seen.putIfAbsent(name.text(), name.span());
            if (first != null) {
                problems.error(name.span(), "`" + name + "` is declared twice",
                        "the first is on line " + first.line() + "; give one of them another name");
                continue;
            }
            if (declaration instanceof Declaration.RecordType type) {
                Type.Record record = new Type.Record(name.text());
                module.records().put(name.text(), record);
                records.put(type, record);
            }
        }
        records.forEach((syntax, record) -> record.setFields(syntax.fields().stream()
                .map(field -> new Type.Record.Field(field.name().text(), names.type(field.type()))).toList()));
        for (Declaration declaration : declarations) {
            switch (declaration) {
                case Declaration.Function function -> declareFunction(function);
                case Declaration.Constant constant -> declareConstant(constant);
                case Declaration.Strategy ignored -> { }
                case Declaration.RecordType ignored -> { }
            }
        }
        // After all functions, which may be defaults of parameters.
        for (Declaration declaration : declarations) {
            if (declaration instanceof Declaration.Strategy strategy) {
                declareStrategy(strategy);
            }
        }
    }

    private void declareStrategy(Declaration.Strategy syntax) {
        Routine routine = new Routine(Routine.Kind.STRATEGY, syntax.name().text(), syntax.name().span(),
                syntax.documentation());
        module.strategies().putIfAbsent(routine.name(), routine);
        Type result = syntax.result() == null ? Type.TOKENS : names.type(syntax.result());
        Environment environment = new Environment(null, Environment.Kind.STRATEGY, routine,
                syntax.result() == null ? Type.NOTHING : result);
        BodyChecker body = new BodyChecker(this, environment);
        List<Routine.Parameter> parameters = parameters(syntax.parameters(), body);
        routine.declare(parameters, contracts(syntax, body, parameters), result, syntax.result() != null);
        unchecked.put(routine, () -> {
            Code code = body.statements().body(syntax.body(), environment.result(), syntax.result() != null);
            routine.define(code, environment.frame(), environment.callsModel(), environment.draws());
        });
    }

    private void declareFunction(Declaration.Function syntax) {
        Routine routine = new Routine(Routine.Kind.FUNCTION, syntax.name().text(), syntax.name().span(),
                syntax.documentation());
        module.functions().putIfAbsent(routine.name(), routine);
        Type result = syntax.result() == null ? null : names.type(syntax.result());
        Environment environment = new Environment(null, Environment.Kind.FUNCTION, routine, result);
        BodyChecker body = new BodyChecker(this, environment);
        List<Routine.Parameter> parameters = parameters(syntax.parameters(), body);
        routine.declare(parameters, List.of(), result, true);
        unchecked.put(routine, () -> {
            Code code = body.statements().body(syntax.body(), result, result != null && result != Type.NOTHING);
            Type decided = result != null ? result : body.statements().decidedResult(code);
            routine.declare(parameters, List.of(), decided, decided.resolved() != Type.NOTHING);
            routine.define(code, environment.frame(), environment.callsModel(), environment.draws());
        });
    }

    private void declareConstant(Declaration.Constant syntax) {
        GlobalConstant constant = new GlobalConstant(syntax.name().text(), syntax.documentation(), syntax.name().span());
        module.constants().putIfAbsent(constant.name(), constant);
        uncheckedConstants.put(constant, () -> {
            Environment environment = new Environment(null, Environment.Kind.CONSTANT, null, null);
            BodyChecker body = new BodyChecker(this, environment);
            Type type = syntax.type() == null ? null : names.type(syntax.type());
            Code value = type == null ? body.expressions().value(syntax.value(), null)
                    : body.expressions().as(syntax.value(), type, "the constant `" + syntax.name() + "`");
            if (environment.draws() || environment.callsModel()) {
                problems.error(syntax.value().span(), "a constant can neither draw nor call a model",
                        "make it a `let` inside the strategy");
            }
            constant.define(type == null ? value.type() : type, value, environment.frame());
        });
    }

    private List<Routine.Parameter> parameters(List<Parameter> syntax, BodyChecker body) {
        List<Routine.Parameter> parameters = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : syntax) {
            String name = parameter.name().text();
            if (!seen.add(name)) {
                problems.error(parameter.name().span(), "there are two parameters `" + name + "`", "rename one of them");
            }
            if (body.environment().kind() == Environment.Kind.STRATEGY ? RESERVED.contains(name) : name.equals("output")) {
                problems.error(parameter.name().span(), "`" + name + "` cannot name a parameter",
                        name.equals("output") ? "`output` is the context that the strategy writes"
                                : "`" + name + "` is an option of every `run`");
            }
            Type type = names.type(parameter.type());
            Code value = parameter.defaultValue() == null ? null
                    : body.expressions().as(parameter.defaultValue(), type, "the default of `" + name + "`");
            LocalVariable variable = body.environment().declare(name, type, false, parameter.name().span());
            parameters.add(new Routine.Parameter(name, type, variable.slot(), value, parameter.span()));
        }
        return parameters;
    }

    private List<Routine.Contract> contracts(Declaration.Strategy syntax, BodyChecker body,
                                             List<Routine.Parameter> parameters) {
        List<Routine.Contract> contracts = new ArrayList<>();
        for (ContractClause clause : syntax.contracts()) {
            Routine.Contract.Kind kind = Routine.Contract.Kind.valueOf(clause.kind().name());
            if (clause.model() != null) {
                checkContractModel(clause.model(), parameters);
            }
            if (clause.condition() != null) {
                checkContractModel(clause.condition(), parameters);
                if (kind != Routine.Contract.Kind.LOSSLESS) {
                    problems.error(clause.condition().span(), "only `lossless` can be given a condition",
                            "write `lossless " + clause.model().text() + " given " + clause.condition().text() + "`");
                }
            }
            double within = 0;
            if (clause.within() != null) {
                Code value = body.expressions().as(clause.within(), Type.FLOAT, "the bound of a contract");
                if (value instanceof Code.Constant constant && constant.value() instanceof Double bound && bound > 0
                        && bound < 1) {
                    within = bound;
                } else {
                    problems.error(clause.within().span(), "the bound of a contract is a number between 0 and 1",
                            "write the largest total variation distance, such as `within 0.05`");
                }
            }
            contracts.add(new Routine.Contract(kind, clause.model() == null ? null : clause.model().text(),
                    clause.condition() == null ? null : clause.condition().text(), within));
        }
        return contracts;
    }

    private void checkContractModel(Name model, List<Routine.Parameter> parameters) {
        List<String> models = parameters.stream().filter(p -> Types.model(p.type())).map(Routine.Parameter::name).toList();
        String name = model.text();
        if (!models.contains(name)) {
            String hint = NearestName.hint(name, models);
            problems.error(model.span(), "the contract names `" + name + "`, which is no Model parameter",
                    hint != null ? hint : models.isEmpty() ? "give the strategy a parameter `target: Model`"
                            : "a contract is about one of: " + String.join(", ", models));
        }
    }

    void checkBodies() {
        for (Routine routine : List.copyOf(module.functions().values())) {
            ensureChecked(routine, routine.span());
        }
        for (Routine routine : List.copyOf(module.strategies().values())) {
            ensureChecked(routine, routine.span());
        }
        for (GlobalConstant constant : List.copyOf(module.constants().values())) {
            ensureChecked(constant, constant.span());
        }
    }

    /// Makes the routine's result type known, for a use at `use`.
    void ensureChecked(Routine routine, Span use) {
        if (checking.contains(routine)) {
            if (routine.result() == null) {
                problems.error(use, "the result type of `" + routine.name() + "` depends on itself",
                        "write it: `function " + routine.name() + "(…) -> Type`");
                routine.declare(routine.parameters(), routine.contracts(), Type.UNKNOWN, true);
            }
            return;
        }
        Runnable check = unchecked.remove(routine);
        if (check != null) {
            checking.add(routine);
            check.run();
            checking.remove(routine);
        }
    }

    void ensureChecked(GlobalConstant constant, Span use) {
        if (checking.contains(constant)) {
            problems.error(use, "the constant `" + constant.name() + "` depends on itself",
                    "write its value without itself");
            constant.define(Type.UNKNOWN, ExpressionChecker.unknown(use), new FrameLayout());
            return;
        }
        Runnable check = uncheckedConstants.remove(constant);
        if (check != null) {
            checking.add(constant);
            check.run();
            checking.remove(constant);
        }
    }

    /// Checks statements typed at the REPL as the body of a routine that gives the values of their variables.
    InteractiveInput checkInteractive(List<Statement> statements, List<Module> imported) {
        if (statements.isEmpty()) {
            return new InteractiveInput(module, imported, null, List.of(), List.of(), null);
        }
        Span span = statements.getFirst().span().to(statements.getLast().span());
        Routine routine = new Routine(Routine.Kind.FUNCTION, "input", span, "");
        Environment environment = new Environment(null, Environment.Kind.INTERACTIVE, routine, Type.NOTHING);
        BodyChecker body = new BodyChecker(this, environment);
        List<Code> steps = new ArrayList<>();
        for (Statement statement : statements) {
            boolean last = statement == statements.getLast();
            steps.add(body.statements().statement(statement, last));
        }
        Code end = steps.getLast();
        Type value = end.type().resolved() == Type.NOTHING || end.type().resolved() == Type.NEVER ? null : end.type();
        List<LocalVariable> variables = environment.declaredAtTop();
        List<Code> results = new ArrayList<>();
        if (value != null) {
            int slot = environment.temporary(value);
            steps.set(steps.size() - 1, new Code.Store(slot, "", end, Type.NOTHING, end.span()));
            for (LocalVariable variable : variables) {
                results.add(new Code.Local(variable.slot(), variable.name(), variable.type(), span));
            }
            results.add(new Code.Local(slot, "", value, span));
        } else {
            for (LocalVariable variable : variables) {
                results.add(new Code.Local(variable.slot(), variable.name(), variable.type(), span));
            }
        }
        List<Type> types = variables.stream().map(LocalVariable::type).toList();
        Type tuple = new Type.Tuple(results.stream().map(Code::type).toList());
        steps.add(new Code.MakeTuple(results, tuple, span));
        routine.declare(List.of(), List.of(), tuple, true);
        routine.define(new Code.Sequence(steps, tuple, span), environment.frame(), true, true);
        for (int i = 0; i < types.size(); i++) {
            if (Types.open(types.get(i)) && !(types.get(i).resolved() instanceof Type.Nullable)) {
                problems.error(variables.get(i).span(), "the type of `" + variables.get(i).name() + "` cannot be told yet",
                        "write it, such as `let " + variables.get(i).name() + ": List<Token> = []`");
            }
        }
        return new InteractiveInput(module, imported, routine, variables.stream().map(LocalVariable::name).toList(),
                types, value);
    }
}
