package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.syntax.Block;
import org.decant.compiler.syntax.Expression;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.syntax.Pattern;
import org.decant.compiler.syntax.Statement;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.Matcher;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;

/// Checks statements and blocks.
final class StatementChecker {
    private final BodyChecker body;
    /// The joined type of the values that `return` has given, in a function without a written result type.
    private Type returned;

    StatementChecker(BodyChecker body) {
        this.body = body;
    }

    /// The body of a routine. Where `valued`, its last expression gives the result unless every path returns.
    Code body(Block block, Type result, boolean valued) {
        if (valued) {
            Code code = block(block, result);
            Type type = code.type().resolved();
            if (type == Type.NEVER || alwaysReturns(code)) {
                return code;
            }
            Code converted = Conversions.convert(code, result);
            if (converted == null) {
                Span place = block.statements().isEmpty() ? block.span() : block.statements().getLast().span();
                body.error(place, "`" + body.environment().routine().name() + "` gives " + BodyChecker.article(result)
                                + ", its body ends with " + BodyChecker.article(type),
                        type == Type.NOTHING ? "end it with a value or `return …`" : Mistakes.hint(result, type));
                return code;
            }
            return converted;
        }
        return block(block, result);
    }

    /// The result type of a function that does not write it, from its checked body.
    Type decidedResult(Code code) {
        Type end = alwaysReturns(code) ? Type.NEVER : code.type().resolved();
        if (returned == null) {
            return end == Type.NEVER ? Type.NOTHING : end;
        }
        Type joined = Conversions.join(end, returned);
        if (joined == null) {
            body.error(code.span(), "the function returns " + BodyChecker.article(returned) + " in one place and "
                    + BodyChecker.article(end) + " in another", "write its result type: `-> " + returned + "`");
            return Type.UNKNOWN;
        }
        return joined;
    }

    private static boolean alwaysReturns(Code code) {
        return switch (code) {
            case Code.Return ignored -> true;
            case Code.Sequence sequence -> sequence.steps().stream().anyMatch(StatementChecker::alwaysReturns);
            case Code.If one -> one.otherwise() != null && alwaysReturns(one.then()) && alwaysReturns(one.otherwise());
            default -> code.type().resolved() == Type.NEVER;
        };
    }

    /// A block in a scope of its own. `expected` is NOTHING where its value is not wanted, null where any will do.
    Code block(Block block, Type expected) {
        body.environment().push();
        Code code = unscoped(block, expected);
        body.environment().pop();
        return code;
    }

    /// A block in the current scope.
    Code unscoped(Block block, Type expected) {
        List<Code> steps = new ArrayList<>();
        boolean valued = expected != Type.NOTHING;
        List<Statement> statements = block.statements();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            boolean last = i == statements.size() - 1;
            if (last && valued && statement instanceof Statement.Evaluate evaluate) {
                steps.add(body.expressions().check(evaluate.expression(), expected));
            } else {
                steps.add(statement(statement, false));
            }
        }
        if (steps.size() == 1 && !(steps.getFirst() instanceof Code.Store)) {
            return steps.getFirst();
        }
        Type type = steps.isEmpty() || !valued ? Type.NOTHING : steps.getLast().type();
        if (!valued && steps.stream().anyMatch(step -> step.type().resolved() == Type.NEVER)) {
            type = Type.NEVER;
        }
        return new Code.Sequence(steps, type, block.span());
    }

    /// One statement; `valued` where the value of an expression statement is wanted.
    Code statement(Statement statement, boolean valued) {
        return switch (statement) {
            case Statement.Let let -> let(let);
            case Statement.Var var -> {
                Type type = var.type() == null ? null : body.names().type(var.type());
                yield store(var.name(), type, var.value(), true, var.span());
            }
            case Statement.Assign assign -> assign(assign);
            case Statement.While loop -> loop(loop);
            case Statement.For loop -> loop(loop);
            case Statement.Return one -> giveBack(one);
            case Statement.Break one -> {
                checkInLoop("break", one.span());
                yield new Code.Break(Type.NEVER, one.span());
            }
            case Statement.Continue one -> {
                checkInLoop("continue", one.span());
                yield new Code.Continue(Type.NEVER, one.span());
            }
            case Statement.Emit emit -> body.decoding().emit(emit);
            case Statement.Generate generate -> body.decoding().generate(generate);
            case Statement.Evaluate evaluate -> body.expressions().check(evaluate.expression(),
                    valued ? null : Type.NOTHING);
        };
    }

    private Code let(Statement.Let let) {
        Type type = let.type() == null ? null : body.names().type(let.type());
        if (let.pattern() instanceof Pattern.Binding binding) {
            return store(binding.name(), type, let.value(), false, let.span());
        }
        Code value = type == null ? body.expressions().value(let.value(), null)
                : body.expressions().as(let.value(), type, "this `let`");
        Matcher matcher = body.patterns().destructure(let.pattern(), value.type());
        return new Code.Destructure(matcher, value, Type.NOTHING, let.span());
    }

    private Code store(Name name, Type type, Expression value, boolean mutable, Span span) {
        Code code = type == null ? body.expressions().value(value, null)
                : body.expressions().as(value, type, "`" + name + "`");
        if (!name.text().equals("_")) {
            checkFresh(name);
        }
        LocalVariable variable = body.environment().declare(name.text(), type == null ? code.type() : type, mutable,
                name.span());
        return new Code.Store(variable.slot(), variable.name(), code, Type.NOTHING, span);
    }

    void checkFresh(Name name) {
        if (name.text().equals("output")) {
            body.error(name.span(), "`output` is the context that the strategy writes", "choose another name");
        } else if (body.environment().declaredInInnermostScope(name.text())
                && body.environment().kind() != Environment.Kind.INTERACTIVE) {
            LocalVariable known = body.environment().lookup(name.text());
            if (!known.narrowed()) {
                body.error(name.span(), "`" + name + "` is declared twice",
                        "the first is on line " + known.span().line() + (known.mutable()
                                ? "; assign to it without `var`" : "; choose another name, or make it a `var` and assign"));
            }
        }
    }

    private Code assign(Statement.Assign assign) {
        Name name = assign.name();
        LocalVariable variable = body.environment().lookup(name.text());
        if (variable == null) {
            Code value = body.expressions().value(assign.value(), null);
            if (name.text().equals("output")) {
                body.error(name.span(), "`output` cannot be assigned", "append to it with `emit tokens`");
            } else {
                String near = NearestName.hint(name.text(), body.environment().names());
                body.error(name.span(), "there is no variable `" + name + "`",
                        near != null ? near : "declare it: `var " + name + " = …`");
            }
            return value;
        }
        if (variable.captured()) {
            body.expressions().value(assign.value(), null);
            body.error(name.span(), "a block may read `" + name + "`, which is declared around it, but not assign it",
                    "let the block give a value, and use the list of values that `map`, `fork` or `parallel for` gives");
            return new Code.Constant(null, Type.UNKNOWN, assign.span());
        }
        if (!variable.mutable()) {
            body.expressions().value(assign.value(), null);
            body.error(name.span(), "`" + name + "` cannot be assigned: it is " + kindOf(variable),
                    "declare it with `var`, or declare a new name");
            return new Code.Constant(null, Type.UNKNOWN, assign.span());
        }
        Code value;
        if (assign.indices().isEmpty()) {
            body.environment().widen(name.text());
            value = body.expressions().as(assign.value(), variable.type(), "`" + name + "`");
        } else {
            Code current = new Code.Local(variable.slot(), variable.name(), variable.type(), name.span());
            value = withElement(current, assign.indices(), assign.value(), assign.span());
        }
        return new Code.Store(variable.slot(), variable.name(), value, Type.NOTHING, assign.span());
    }

    private String kindOf(LocalVariable variable) {
        boolean parameter = body.environment().routine() != null && body.environment().routine().parameters().stream()
                .anyMatch(p -> p.span().start() <= variable.span().start() && variable.span().end() <= p.span().end());
        return parameter ? "a parameter" : "a `let`";
    }

    /// `collection` with the element at `indices` replaced: lists and maps are values, so this makes a new one.
    private Code withElement(Code collection, List<Expression> indices, Expression value, Span span) {
        Type type = collection.type().resolved();
        Expression index = indices.getFirst();
        List<Expression> rest = indices.subList(1, indices.size());
        if (!(type instanceof Type.ListType) && !(type instanceof Type.MapType)) {
            if (type != Type.UNKNOWN) {
                body.error(collection.span(), "only elements of lists and maps can be assigned, this is "
                        + BodyChecker.article(type), "assign the whole value");
            }
            return body.expressions().value(value, null);
        }
        Type keyType = type instanceof Type.MapType map ? map.key() : Type.INT;
        Type elementType = type instanceof Type.MapType map ? map.value() : ((Type.ListType) type).element();
        Code key = body.expressions().as(index, keyType, type instanceof Type.MapType ? "the map's key" : "a list's index");
        Code element;
        if (rest.isEmpty()) {
            element = body.expressions().as(value, elementType, "the element");
        } else {
            Code current = body.builtinCalls().synthesized(BuiltinCallChecker.INDEX, List.of(collection, key), span);
            element = withElement(current, rest, value, span);
        }
        return body.builtinCalls().synthesized("with", List.of(collection, key, element), span);
    }

    private Code loop(Statement.While loop) {
        int outerSlots = body.environment().frame().size();
        Code condition = body.expressions().condition(loop.condition(), "the condition of `while`");
        body.environment().push();
        body.operators().narrowWhen(loop.condition(), true);
        body.environment().enterLoop();
        Code code = block(loop.body(), Type.NOTHING);
        body.environment().leaveLoop();
        body.environment().pop();
        return new Code.While(condition, code, outerSlots, Type.NOTHING, loop.span());
    }

    private Code loop(Statement.For loop) {
        Code sequence = body.expressions().sequence(loop.sequence());
        Type element = elementOf(sequence);
        int outerSlots = body.environment().frame().size();
        body.environment().push();
        Matcher matcher = body.patterns().destructure(loop.pattern(), element);
        body.environment().enterLoop();
        Code code = block(loop.body(), Type.NOTHING);
        body.environment().leaveLoop();
        body.environment().pop();
        return new Code.For(matcher, sequence, code, outerSlots, Type.NOTHING, loop.span());
    }

    static Type elementOf(Code sequence) {
        return sequence.type().resolved() instanceof Type.ListType list ? list.element() : Type.UNKNOWN;
    }

    private Code giveBack(Statement.Return statement) {
        Environment environment = body.environment();
        Environment.Kind kind = environment.kind();
        if (kind != Environment.Kind.STRATEGY && kind != Environment.Kind.FUNCTION) {
            if (statement.value() != null) {
                body.expressions().value(statement.value(), null);
            }
            body.error(statement.span(), kind == Environment.Kind.INTERACTIVE ? "there is nothing to return from here"
                    : "a block cannot return", "its last expression is its value");
            return new Code.Return(null, Type.NEVER, statement.span());
        }
        Type result = environment.result();
        if (statement.value() == null) {
            if (result != null && result != Type.NOTHING) {
                body.error(statement.span(), "`" + environment.routine().name() + "` gives "
                        + BodyChecker.article(result) + ", this `return` gives nothing", "write `return value`");
            }
            return new Code.Return(null, Type.NEVER, statement.span());
        }
        if (result == Type.NOTHING) {
            body.expressions().value(statement.value(), null);
            body.error(statement.value().span(), "`" + environment.routine().name() + "` declares no result",
                    kind == Environment.Kind.STRATEGY
                            ? "write its type after the parameters, `-> Type`, or `emit` tokens" : "leave the value out");
            return new Code.Return(null, Type.NEVER, statement.span());
        }
        Code value = result == null ? body.expressions().value(statement.value(), null)
                : body.expressions().as(statement.value(), result, "the result of `" + environment.routine().name() + "`");
        if (result == null) {
            Type joined = returned == null ? value.type() : Conversions.join(returned, value.type());
            if (joined == null) {
                body.error(statement.value().span(), "the function returns " + BodyChecker.article(returned)
                        + " in one place and " + BodyChecker.article(value.type()) + " here",
                        "write its result type: `-> " + returned + "`");
            } else {
                returned = joined;
            }
        }
        return new Code.Return(value, Type.NEVER, statement.span());
    }

    private void checkInLoop(String word, Span span) {
        if (!body.environment().inLoop()) {
            body.error(span, "`" + word + "` stands outside a loop", "it belongs in `while`, `for` or `generate`");
        }
    }

    /// Whether the code certainly leaves the block it stands in.
    static boolean leaves(Code code) {
        return code.type().resolved() == Type.NEVER || alwaysReturns(code) || code instanceof Code.Sequence sequence
                && !sequence.steps().isEmpty() && leaves(sequence.steps().getLast());
    }
}
