package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.builtin.Builtin.BuiltinParameter;
import org.decant.compiler.syntax.Argument;
import org.decant.compiler.syntax.Expression;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.typed.Branching;
import org.decant.compiler.typed.Code;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;

/// Chooses among the builtins of a name by the types of the receiver and the arguments, and checks the call.
final class BuiltinCallChecker {
    static final String INDEX = "operator_index";

    private final BodyChecker body;

    BuiltinCallChecker(BodyChecker body) {
        this.body = body;
    }

    /// A builtin that could be meant: the argument of each parameter, -1 where its default is taken.
    private record Candidate(Builtin builtin, int[] arguments) {}

    Code function(Name name, List<Argument> arguments, Span span) {
        List<Builtin> functions = body.names().builtins().named(name.text()).stream()
                .filter(builtin -> builtin.kind() == Builtin.Kind.FUNCTION).toList();
        return call(name, functions, null, arguments, span);
    }

    Code method(Code receiver, Name name, List<Argument> arguments, Span span) {
        List<Builtin> methods = matching(receiver, name.text(), Builtin.Kind.METHOD);
        if (methods.isEmpty()) {
            arguments.forEach(argument -> {
                if (!(argument.value() instanceof Expression.Lambda)) {
                    body.expressions().check(argument.value(), null);
                }
            });
            noMember(receiver, name, Builtin.Kind.METHOD);
            return ExpressionChecker.unknown(span);
        }
        return call(name, methods, receiver, arguments, span);
    }

    Code property(Code receiver, Name name, Span span) {
        List<Builtin> properties = matching(receiver, name.text(), Builtin.Kind.PROPERTY);
        if (properties.isEmpty()) {
            noMember(receiver, name, Builtin.Kind.PROPERTY);
            return ExpressionChecker.unknown(span);
        }
        return call(name, properties, receiver, List.of(), span);
    }

    /// The builtins of a name and kind that fit the receiver best.
    private List<Builtin> matching(Code receiver, String name, Builtin.Kind kind) {
        Type type = receiver.type();
        List<Builtin> possible = body.names().builtins().named(name).stream()
                .filter(builtin -> builtin.kind() == kind && Conversions.possible(type, builtin.receiver())).toList();
        int best = possible.stream().mapToInt(builtin -> Conversions.cost(type, builtin.receiver())).min().orElse(0);
        return possible.stream().filter(builtin -> Conversions.cost(type, builtin.receiver()) == best).toList();
    }

    private void noMember(Code receiver, Name name, Builtin.Kind kind) {
        Type type = receiver.type().resolved();
        List<Builtin> named = body.names().builtins().named(name.text());
        String message = BodyChecker.article(type) + " has no " + (kind == Builtin.Kind.METHOD ? "method" : "property")
                + " `" + name + "`";
        String hint;
        Builtin other = named.stream().filter(builtin -> builtin.receiver() != null
                && Conversions.possible(type, builtin.receiver())).findFirst().orElse(null);
        if (type instanceof Type.Variable) {
            message = "the type of this is not known yet, so `" + name + "` cannot be looked up";
            hint = "write the type where it is declared, such as `var xs: List<Token> = []`";
        } else if (type instanceof Type.Nullable nullable && named.stream().anyMatch(builtin ->
                builtin.receiver() != null && Conversions.possible(nullable.base(), builtin.receiver()))
                || type instanceof Type.Nullable known && known.base().resolved() instanceof Type.Record record
                && record.indexOf(name.text()) >= 0) {
            hint = "it may be null: test it with `if x != null { … }`, or give another value with `.or(…)`";
        } else if (other != null) {
            hint = CallChecker.usage(other);
        } else if (named.stream().anyMatch(builtin -> builtin.kind() == Builtin.Kind.FUNCTION)
                || body.names().function(name.text()) != null) {
            hint = "`" + name + "` is a function: write `" + name + "(x)`, or `x |> " + name + "`";
        } else {
            hint = memberHint(type, name.text());
        }
        body.error(name.span(), message, hint);
    }

    private String memberHint(Type type, String name) {
        TreeSet<String> members = new TreeSet<>();
        for (String known : body.names().builtins().names()) {
            for (Builtin builtin : body.names().builtins().named(known)) {
                if (builtin.receiver() != null && Conversions.possible(type, builtin.receiver())
                        && !(builtin.receiver().resolved() instanceof Type.Variable)) {
                    members.add(known);
                }
            }
        }
        if (type instanceof Type.Record record) {
            record.fields().forEach(field -> members.add(field.name()));
        }
        String near = NearestName.hint(name, members);
        return near != null ? near : members.isEmpty() ? null : "it has " + String.join(", ", members);
    }

    /// A call that the checker writes itself, by name and checked arguments (the receiver first, if it has one).
    Code synthesized(String name, List<Code> codes, Span span) {
        return operator(name, name, codes, null, span);
    }

    /// An operator, or another call whose arguments are all checked; `symbol` is what messages call it.
    Code operator(String symbol, String name, List<Code> codes, String hint, Span span) {
        if (codes.stream().anyMatch(code -> code.type().resolved() == Type.UNKNOWN)) {
            return ExpressionChecker.unknown(span);
        }
        Builtin best = null;
        int bestCost = Integer.MAX_VALUE;
        for (Builtin builtin : body.names().builtins().named(name)) {
            List<Type> types = flattened(builtin);
            int cost = types.size() == codes.size() ? cost(codes, types) : -1;
            if (cost >= 0 && cost < bestCost) {
                best = builtin;
                bestCost = cost;
            }
        }
        if (best == null) {
            body.error(span, "`" + symbol + "` does not take " + codes.stream()
                    .map(code -> BodyChecker.article(code.type())).collect(Collectors.joining(" and ")),
                    hint != null ? hint : operatorHint(codes));
            return ExpressionChecker.unknown(span);
        }
        Instance instance = instance(best);
        List<Code> converted = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            Code code = Conversions.convert(codes.get(i), instance.types.get(i));
            if (code == null) {
                body.error(span, "`" + symbol + "` does not take " + codes.stream()
                        .map(one -> BodyChecker.article(one.type())).collect(Collectors.joining(" and ")), null);
                return ExpressionChecker.unknown(span);
            }
            converted.add(code);
        }
        mark(best);
        return new Code.CallBuiltin(best, converted, instance.result, span);
    }

    private static String operatorHint(List<Code> codes) {
        for (Code code : codes) {
            if (code.type().resolved() instanceof Type.Nullable) {
                return "it may be null: test it with `if x != null { … }`, or give another value with `.or(…)`";
            }
            if (Types.model(code.type())) {
                return "call the model at a context first: `target(output)`";
            }
        }
        return null;
    }

    private static int cost(List<Code> codes, List<Type> types) {
        int sum = 0;
        for (int i = 0; i < codes.size(); i++) {
            int cost = Conversions.cost(codes.get(i).type(), types.get(i));
            if (cost < 0) {
                return -1;
            }
            sum += cost;
        }
        return sum;
    }

    private static List<Type> flattened(Builtin builtin) {
        List<Type> types = new ArrayList<>();
        if (builtin.receiver() != null) {
            types.add(builtin.receiver());
        }
        builtin.parameters().forEach(parameter -> types.add(parameter.type()));
        return types;
    }

    /// The types of one call of a builtin, its type parameters replaced by fresh variables.
    private record Instance(List<Type> types, Type result) {}

    private static Instance instance(Builtin builtin) {
        if (builtin.typeParameters().isEmpty()) {
            return new Instance(flattened(builtin), builtin.result());
        }
        Map<Type, Type> fresh = new HashMap<>();
        builtin.typeParameters().forEach(variable -> fresh.put(variable, new Type.Variable()));
        return new Instance(flattened(builtin).stream().map(type -> Types.substitute(type, fresh)).toList(),
                Types.substitute(builtin.result(), fresh));
    }

    private Code call(Name name, List<Builtin> builtins, Code receiver, List<Argument> arguments, Span span) {
        List<Candidate> candidates = builtins.stream().map(builtin -> arrange(builtin, arguments))
                .filter(Objects::nonNull).toList();
        Code[] codes = new Code[arguments.size()];
        if (candidates.isEmpty()) {
            checkAll(arguments, codes);
            wrongArguments(name, builtins, arguments, span);
            return ExpressionChecker.unknown(span);
        }
        Candidate chosen = candidates.getFirst();
        if (candidates.size() > 1) {
            checkAll(arguments, codes);
            if (Arrays.stream(codes).anyMatch(code -> code != null && code.type().resolved() == Type.UNKNOWN)) {
                return ExpressionChecker.unknown(span);
            }
            chosen = best(candidates, codes, arguments);
            if (chosen == null) {
                noOverload(name, builtins, receiver, codes, arguments, span);
                return ExpressionChecker.unknown(span);
            }
        }
        return checked(name, chosen, receiver, arguments, codes, span);
    }

    /// Checks the arguments that are not blocks, whose types blocks may need.
    private void checkAll(List<Argument> arguments, Code[] codes) {
        for (int i = 0; i < codes.length; i++) {
            if (!(arguments.get(i).value() instanceof Expression.Lambda)) {
                codes[i] = body.expressions().value(arguments.get(i).value(), null);
            }
        }
    }

    private static Candidate arrange(Builtin builtin, List<Argument> arguments) {
        List<BuiltinParameter> parameters = builtin.parameters();
        int[] places = new int[parameters.size()];
        Arrays.fill(places, -1);
        int position = 0;
        for (int i = 0; i < arguments.size(); i++) {
            Name name = arguments.get(i).name();
            int index = position;
            if (name == null) {
                // a trailing block is the last parameter, whatever is left out before it
                if (arguments.get(i).value() instanceof Expression.Lambda && i == arguments.size() - 1
                        && !parameters.isEmpty() && parameters.getLast().type() instanceof Type.Function) {
                    index = parameters.size() - 1;
                }
                position++;
            } else {
                index = -1;
                for (int p = 0; p < parameters.size(); p++) {
                    if (parameters.get(p).name().equals(name.text())) {
                        index = p;
                    }
                }
            }
            if (index < 0 || index >= places.length || places[index] >= 0) {
                return null;
            }
            places[index] = i;
        }
        for (int p = 0; p < places.length; p++) {
            if (places[p] < 0 && parameters.get(p).defaultValue() == null) {
                return null;
            }
        }
        return new Candidate(builtin, places);
    }

    private static Candidate best(List<Candidate> candidates, Code[] codes, List<Argument> arguments) {
        Candidate best = null;
        int bestCost = Integer.MAX_VALUE;
        for (Candidate candidate : candidates) {
            int sum = 0;
            for (int p = 0; p < candidate.arguments.length && sum >= 0; p++) {
                int place = candidate.arguments[p];
                Type wanted = candidate.builtin.parameters().get(p).type();
                if (place >= 0) {
                    int cost = codes[place] != null ? Conversions.cost(codes[place].type(), wanted)
                            : blockCost((Expression.Lambda) arguments.get(place).value(), wanted);
                    sum = cost < 0 ? -1 : sum + cost;
                }
            }
            if (sum >= 0 && sum < bestCost) {
                best = candidate;
                bestCost = sum;
            }
        }
        return best;
    }

    private static int blockCost(Expression.Lambda lambda, Type wanted) {
        return wanted instanceof Type.Function function && (function.parameters().size() == lambda.parameters().size()
                || function.parameters().size() == 1) ? 0 : -1;
    }

    private Code checked(Name name, Candidate chosen, Code receiver, List<Argument> arguments, Code[] codes, Span span) {
        Builtin builtin = chosen.builtin;
        Instance instance = instance(builtin);
        List<Code> result = new ArrayList<>();
        int offset = receiver == null ? 0 : 1;
        if (receiver != null) {
            result.add(Conversions.convert(receiver, instance.types.getFirst()));
        }
        int count = builtin.parameters().size();
        Code[] placed = new Code[count];
        for (boolean blocks : new boolean[] {false, true}) {
            for (int p = 0; p < count; p++) {
                int place = chosen.arguments[p];
                boolean isBlock = place >= 0 && arguments.get(place).value() instanceof Expression.Lambda;
                if (isBlock == blocks) {
                    placed[p] = place < 0 ? defaultValue(builtin.parameters().get(p), span)
                            : argument(builtin, p, instance.types.get(p + offset), arguments.get(place), codes[place],
                            name.text());
                }
            }
        }
        result.addAll(Arrays.asList(placed));
        mark(builtin);
        for (int p = 0; p < count; p++) {
            if (builtin.parameters().get(p).perElement()) {
                Code block = placed[p];
                Branching branching = Branches.of(block);
                result.set(p + offset, null);
                return new Code.Each(builtin, result, p + offset, block, branching, instance.result, span);
            }
        }
        return new Code.CallBuiltin(builtin, result, instance.result, span);
    }

    private Code argument(Builtin builtin, int parameter, Type wanted, Argument argument, Code known, String callee) {
        Code code = known != null ? known : argument.value() instanceof Expression.Lambda lambda
                && builtin.parameters().get(parameter).perElement()
                ? body.blocks().block(lambda, wanted, callee) : body.expressions().value(argument.value(), wanted);
        Code converted = Conversions.convert(code, wanted);
        if (converted == null) {
            String what = "`" + builtin.parameters().get(parameter).name() + "` of `" + callee + "`";
            String hint = Mistakes.builtinHint(callee, List.of(code.type()));
            if (hint != null && code.type().resolved() != Type.UNKNOWN) {
                body.error(argument.value().span(), what + " is " + BodyChecker.article(wanted) + ", this is "
                        + BodyChecker.article(code.type()), hint);
            } else {
                body.mismatch(argument.value().span(), what, wanted, code.type());
            }
            return ExpressionChecker.unknown(argument.value().span());
        }
        return converted;
    }

    private static Code defaultValue(BuiltinParameter parameter, Span span) {
        Object value = parameter.defaultValue();
        if (value == BuiltinParameter.NULL_DEFAULT) {
            return new Code.Constant(null, parameter.type(), span);
        }
        if (value instanceof List<?>) {
            return new Code.MakeList(List.of(), parameter.type(), span);
        }
        Type type = parameter.type() instanceof Type.Nullable nullable ? nullable.base() : parameter.type();
        return new Code.Constant(type == Type.FLOAT && value instanceof Long whole ? (Object) whole.doubleValue() : value,
                type, span);
    }

    private void mark(Builtin builtin) {
        if (builtin.has(Builtin.Effect.CALLS_MODEL)) {
            body.environment().markCallsModel();
        }
        if (builtin.has(Builtin.Effect.DRAWS)) {
            body.environment().markDraws();
        }
    }

    private void wrongArguments(Name name, List<Builtin> builtins, List<Argument> arguments, Span span) {
        List<String> known = builtins.stream().flatMap(builtin -> builtin.parameters().stream())
                .map(BuiltinParameter::name).distinct().toList();
        for (Argument argument : arguments) {
            if (argument.name() != null && !known.contains(argument.name().text())) {
                String near = NearestName.hint(argument.name().text(), known);
                body.error(argument.name().span(), "`" + name + "` has no parameter `" + argument.name() + "`",
                        near != null ? near : takes(builtins));
                return;
            }
        }
        int fewest = builtins.stream().mapToInt(builtin -> (int) builtin.parameters().stream()
                .filter(parameter -> parameter.defaultValue() == null).count()).min().orElse(0);
        boolean few = arguments.size() < fewest;
        body.error(span, "`" + name + "` is given too " + (few ? "few" : "many") + " arguments", takes(builtins));
    }

    private static String takes(List<Builtin> builtins) {
        return "it is `" + builtins.stream().map(Builtin::signature).distinct().limit(4)
                .collect(Collectors.joining("` or `")) + "`";
    }

    private void noOverload(Name name, List<Builtin> builtins, Code receiver, Code[] codes, List<Argument> arguments,
                            Span span) {
        List<Type> types = Arrays.stream(codes).map(code -> code == null ? (Type) new Type.Opaque("block") : code.type())
                .toList();
        String hint = Mistakes.builtinHint(name.text(), types);
        Span place = types.size() == 1 ? arguments.getFirst().value().span() : span;
        body.error(place, "`" + name + "` does not take " + (types.isEmpty() ? "nothing" : types.stream()
                .map(BodyChecker::article).collect(Collectors.joining(" and "))), hint != null ? hint : takes(builtins));
    }
}
