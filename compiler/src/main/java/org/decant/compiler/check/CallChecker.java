package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.syntax.Argument;
import org.decant.compiler.syntax.Expression;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;

/// Checks calls of what scripts declare: functions, records, function values and models. Calls of builtins go on to
/// [BuiltinCallChecker].
final class CallChecker {
    private final BodyChecker body;

    CallChecker(BodyChecker body) {
        this.body = body;
    }

    Code call(Expression.Call call) {
        if (call.callee() instanceof Expression.Variable variable) {
            return named(variable.name(), call.arguments(), call.span());
        }
        Code callee = body.expressions().value(call.callee(), null);
        return value(callee, call.arguments(), call.span());
    }

    /// `value |> function(arguments)`
    Code pipe(Expression.Pipe pipe) {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument(null, pipe.value()));
        arguments.addAll(pipe.arguments());
        if (pipe.function() instanceof Expression.Variable variable) {
            return named(variable.name(), arguments, pipe.span());
        }
        return value(body.expressions().value(pipe.function(), null), arguments, pipe.span());
    }

    private Code named(Name name, List<Argument> arguments, Span span) {
        LocalVariable local = body.environment().lookup(name.text());
        if (local != null) {
            return value(ExpressionChecker.local(local, name.span()), arguments, span);
        }
        GlobalConstant constant = body.names().constant(name.text());
        if (constant != null) {
            return value(body.expressions().constant(constant, name.span()), arguments, span);
        }
        Routine function = body.names().function(name.text());
        if (function != null) {
            body.file().ensureChecked(function, name.span());
            List<Code> codes = routineArguments(function, arguments, span);
            if (function.callsModel()) {
                body.environment().markCallsModel();
            }
            if (function.draws()) {
                body.environment().markDraws();
            }
            return new Code.CallFunction(function, codes, function.result(), span);
        }
        Type.Record record = body.names().record(name.text());
        if (record != null) {
            return make(record, arguments, span);
        }
        if (body.names().builtins().named(name.text()).stream().anyMatch(b -> b.kind() == Builtin.Kind.FUNCTION)) {
            return body.builtinCalls().function(name, arguments, span);
        }
        arguments.forEach(argument -> checkLoosely(argument.value()));
        if (body.names().strategy(name.text()) != null) {
            body.error(name.span(), "`" + name + "` is a strategy: it is run, not called", "write `run " + name + "(…)`");
        } else if (!body.names().builtins().named(name.text()).isEmpty()) {
            Builtin builtin = body.names().builtins().named(name.text()).getFirst();
            body.error(name.span(), "`" + name + "` is a builtin " + kindName(builtin) + ", not a function", usage(builtin));
        } else {
            body.expressions().unknownName(name);
        }
        return ExpressionChecker.unknown(span);
    }

    /// An argument of a call that is wrong anyway: told of its own mistakes, unless it is a block.
    private void checkLoosely(Expression argument) {
        if (!(argument instanceof Expression.Lambda)) {
            body.expressions().check(argument, null);
        }
    }

    private Code value(Code callee, List<Argument> arguments, Span span) {
        Type type = callee.type().resolved();
        if (Types.model(type)) {
            return model(callee, arguments, span);
        }
        if (type instanceof Type.Function function) {
            if (arguments.size() != function.parameters().size()) {
                body.error(span, "this takes " + count(function.parameters().size(), "argument") + ", "
                        + (arguments.isEmpty() ? "none is" : arguments.size() + (arguments.size() == 1 ? " is" : " are"))
                        + " given", "its type is `" + function + "`");
                return new Code.Constant(null, function.result(), span);
            }
            List<Code> codes = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                codes.add(body.expressions().as(arguments.get(i).value(), function.parameters().get(i), "this argument"));
            }
            body.environment().markCallsModel();
            body.environment().markDraws();
            return new Code.CallValue(callee, codes, function.result(), span);
        }
        arguments.forEach(argument -> checkLoosely(argument.value()));
        if (type != Type.UNKNOWN) {
            body.error(callee.span(), "this cannot be called: it is " + BodyChecker.article(type),
                    type == Type.STRATEGY ? "strategies are run: `run name(…)`"
                            : type instanceof Type.Nullable ? "it may be null: test it with `if x != null { … }`" : null);
        }
        return ExpressionChecker.unknown(span);
    }

    private Code model(Code model, List<Argument> arguments, Span span) {
        if (arguments.size() != 1 || arguments.getFirst().name() != null) {
            arguments.forEach(argument -> checkLoosely(argument.value()));
            body.error(span, "a model is called with one context", "write `target(output)`");
            return new Code.Constant(null, Type.LOGITS, span);
        }
        Expression argument = arguments.getFirst().value();
        Code context = body.expressions().value(argument, Type.CONTEXT);
        body.environment().markCallsModel();
        if (context.type().resolved() == Type.TREE) {
            return new Code.CallModelOnTree(model, context, new Type.MapType(Type.NODE, Type.LOGITS), span);
        }
        if (context.type().resolved() == Type.CANVAS) {
            return onCanvas(model, context, span);
        }
        Code converted = Conversions.convert(context, Type.CONTEXT);
        if (converted == null) {
            body.mismatch(argument.span(), "what a model is called with", Type.CONTEXT, context.type());
            return new Code.Constant(null, Type.LOGITS, span);
        }
        return new Code.CallModel(model, converted, Type.LOGITS, span);
    }

    private Code onCanvas(Code model, Code canvas, Span span) {
        if (model.type().resolved() != Type.MASKED_MODEL) {
            body.error(span, "only a MaskedModel fills a canvas, this is a Model",
                    model instanceof Code.Local local && !local.name().isEmpty()
                            ? "declare it as one: `" + local.name() + ": MaskedModel`" : "call a MaskedModel");
        }
        return new Code.CallModelOnCanvas(model, canvas, new Type.MapType(Type.INT, Type.LOGITS), span);
    }

    Code method(Expression.MethodCall call) {
        Code receiver = body.expressions().value(call.receiver(), null);
        Type type = receiver.type().resolved();
        if (type == Type.UNKNOWN) {
            call.arguments().forEach(argument -> checkLoosely(argument.value()));
            return ExpressionChecker.unknown(call.span());
        }
        if (type instanceof Type.Record record) {
            int index = record.indexOf(call.name().text());
            if (index >= 0) {
                Code field = new Code.Field(receiver, index, record.fields().get(index).type(), call.span());
                return value(field, call.arguments(), call.span());
            }
            if (call.name().text().equals("with")) {
                return with(receiver, record, call);
            }
        }
        return body.builtinCalls().method(receiver, call.name(), call.arguments(), call.span());
    }

    /// `record.with(field: value, …)`: a copy with some fields changed.
    private Code with(Code receiver, Type.Record record, Expression.MethodCall call) {
        int slot = body.environment().temporary(record);
        Code copy = new Code.Local(slot, "", record, receiver.span());
        Code[] fields = new Code[record.fields().size()];
        for (Argument argument : call.arguments()) {
            String name = argument.name() == null ? null : argument.name().text();
            int index = name == null ? -1 : record.indexOf(name);
            if (index < 0) {
                checkLoosely(argument.value());
                body.error(argument.name() == null ? argument.value().span() : argument.name().span(),
                        name == null ? "`with` names the fields that it changes" : "`" + record + "` has no field `" + name
                                + "`", name == null ? "write `with(" + record.fields().getFirst().name() + ": …)`"
                                : fieldHint(record, name));
            } else {
                fields[index] = body.expressions().as(argument.value(), record.fields().get(index).type(),
                        "the field `" + name + "`");
            }
        }
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == null) {
                fields[i] = new Code.Field(copy, i, record.fields().get(i).type(), call.span());
            }
        }
        Code store = new Code.Store(slot, "", receiver, Type.NOTHING, receiver.span());
        return new Code.Sequence(List.of(store, new Code.MakeRecord(record, Arrays.asList(fields), record, call.span())),
                record, call.span());
    }

    private static String fieldHint(Type.Record record, String name) {
        List<String> fields = record.fields().stream().map(Type.Record.Field::name).toList();
        String near = NearestName.hint(name, fields);
        return near != null ? near : "its fields are " + String.join(", ", fields);
    }

    private Code make(Type.Record record, List<Argument> arguments, Span span) {
        List<String> names = record.fields().stream().map(Type.Record.Field::name).toList();
        List<Type> types = record.fields().stream().map(Type.Record.Field::type).toList();
        List<Code> fields = arranged(record.name(), "field", names, types, Collections.nCopies(names.size(), false),
                arguments, span);
        return new Code.MakeRecord(record, fields, record, span);
    }

    /// The arguments of a call of a routine, one for each parameter; null where the default is taken.
    List<Code> routineArguments(Routine routine, List<Argument> arguments, Span span) {
        return arranged(routine.name(), "parameter",
                routine.parameters().stream().map(Routine.Parameter::name).toList(),
                routine.parameters().stream().map(Routine.Parameter::type).toList(),
                routine.parameters().stream().map(parameter -> parameter.defaultValue() != null).toList(), arguments, span);
    }

    private List<Code> arranged(String callee, String kind, List<String> names, List<Type> types, List<Boolean> optional,
                                List<Argument> arguments, Span span) {
        Code[] codes = new Code[names.size()];
        Set<Integer> given = new HashSet<>();
        boolean misplaced = false;
        int position = 0;
        for (Argument argument : arguments) {
            int index = argument.name() == null ? position++ : names.indexOf(argument.name().text());
            if (index < 0 || index >= names.size()) {
                misplaced = true;
                checkLoosely(argument.value());
                if (argument.name() != null) {
                    String near = NearestName.hint(argument.name().text(), names);
                    body.error(argument.name().span(), "`" + callee + "` has no " + kind + " `" + argument.name() + "`",
                            near != null ? near : has(callee, kind, names));
                } else {
                    body.error(argument.value().span(), "`" + callee + "` has " + count(names.size(), kind)
                            + ", this is one more", has(callee, kind, names));
                }
                continue;
            }
            if (!given.add(index)) {
                body.error(argument.value().span(), "`" + names.get(index) + "` is given twice", "leave one of them out");
            }
            codes[index] = body.expressions().as(argument.value(), types.get(index), "`" + names.get(index) + "`");
        }
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] == null && !optional.get(i)) {
                missing.add("`" + names.get(i) + "` (" + types.get(i) + ")");
                codes[i] = ExpressionChecker.unknown(span);
            }
        }
        if (!missing.isEmpty() && !misplaced) {
            body.error(span, "`" + callee + "` needs " + String.join(" and ", missing), "give it: `"
                    + callee + "(" + names.stream().map(name -> name + ": …").collect(Collectors.joining(", ")) + ")`");
        }
        return Arrays.asList(codes);
    }

    private static String has(String callee, String kind, List<String> names) {
        return names.isEmpty() ? "`" + callee + "` takes nothing" : "its " + kind + "s are " + String.join(", ", names);
    }

    static String count(int number, String thing) {
        return number == 0 ? "no " + thing + "s" : number == 1 ? "one " + thing : number + " " + thing + "s";
    }

    static String kindName(Builtin builtin) {
        return switch (builtin.kind()) {
            case FUNCTION -> "function";
            case METHOD -> "method";
            case PROPERTY -> "property";
            case VALUE -> "value";
        };
    }

    /// How a builtin is written.
    static String usage(Builtin builtin) {
        return switch (builtin.kind()) {
            case FUNCTION -> "call it: `" + builtin.name() + "(" + builtin.parameters().stream()
                    .map(Builtin.BuiltinParameter::name).collect(Collectors.joining(", ")) + ")`";
            case METHOD -> "call it on a value: `x." + builtin.name() + (builtin.parameters().size() == 1
                    && builtin.parameters().getFirst().type() instanceof Type.Function ? " { … }`" : "(…)`");
            case PROPERTY -> "read it of a value: `x." + builtin.name() + "`";
            case VALUE -> "write `" + builtin.name() + "`";
        };
    }
}
