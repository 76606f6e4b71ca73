package org.decant.runtime.tensor.kernel;

import java.util.List;
import org.decant.runtime.tensor.kernel.Expression.Comparison;
import org.decant.runtime.tensor.kernel.Expression.Condition;
import org.decant.runtime.tensor.kernel.Expression.Function;
import org.decant.runtime.tensor.kernel.Expression.Number;
import org.decant.runtime.tensor.kernel.Expression.Variable;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Value;

/// Selections of the largest: each part has its own, one thread puts them together.
final class SelectionKernels extends PartKernels {
    /// The mass is mostly in a few dozen tokens, so that many are looked at first.
    private static final int FIRST = 64;

    SelectionKernels(KernelLowering kernels, Value value) {
        super(kernels, value);
    }

    // ---- the largest ----

    /// Puts the places of the `room` largest scores of a list in order into memory, the larger score first, the earlier place
    /// first where scores are equal; how many there are. Minus infinity is passed over.
    private Variable insert(Body body, Variable count, Expression room, int base, Expression offset, Expression place) {
        Expression score = score(body, place);
        body.when(LEAST.below(score), finite -> {
            Variable to = finite.let(count);
            finite.when(count.below(room), grow -> grow.set(count, count.plus(ONE)), full -> {
                full.set(to, room);
                Variable last = place(full, base, offset.plus(room).minus(ONE));
                Variable lastScore = full.let(score(full, last));
                full.when(lastScore.below(score), better -> better.set(to, room.minus(ONE)));
            });
            finite.when(to.below(room), fits -> {
                Variable going = fits.let(ONE);
                fits.loop(List.of(ZERO.below(to), ZERO.below(going)), round -> {
                    Variable before = place(round, base, offset.plus(to).minus(ONE));
                    Variable beforeScore = round.let(score(round, before));
                    round.when(beforeScore.below(score), move -> {
                        move.write(KernelArray.MEMORY, at(base, offset.plus(to)), new Expression.Convert(before));
                        move.set(to, to.minus(ONE));
                    }, stay -> stay.set(going, ZERO));
                });
                fits.write(KernelArray.MEMORY, at(base, offset.plus(to)), new Expression.Convert(place));
            });
        });
        return count;
    }

    /// The room of each part's list, as many as are wanted at most.
    private int room(int most) {
        return Math.min(most, (bound + parts - 1) / parts);
    }

    /// The places of the largest scores of all, in order, in memory from `merged` on: at most `most`. Lists of parts first.
    ///
    /// @param wanted how many, as the kernels know it
    private void largest(int most, int merged, java.util.function.Function<Body, Expression> wanted, Merged then) {
        int room = room(most);
        int lists = layout.memory(parts * room);
        int counts = layout.memory(parts);
        int strange = layout.memory(parts);
        kernels.kernel(value, Count.of(parts), body -> {
            layout.touchesAnything();
            Variable[] part = part(body);
            Variable count = body.let(ZERO);
            Variable notNumbers = body.let(new Number(0));
            Variable own = body.let(wanted.apply(body));
            body.when(Expression.whole(room).below(own), more -> more.set(own, Expression.whole(room)));
            Variable offset = body.let(body.thread().times(Expression.whole(room)));
            body.each(part[0], part[1], ONE, (round, i) -> {
                Expression score = score(round, i);
                round.when(score.differs(score), not -> not.set(notNumbers, new Number(1)));
                insert(round, count, own, lists, offset, i);
            });
            body.write(KernelArray.MEMORY, at(counts, body.thread()), new Expression.Convert(count));
            body.write(KernelArray.MEMORY, at(strange, body.thread()), notNumbers);
        });
        kernels.kernel(value, Count.of(1), body -> {
            layout.touchesAnything();
            Variable count = body.let(ZERO);
            Variable notNumbers = body.let(new Number(0));
            Variable most2 = body.let(wanted.apply(body));
            body.each(Expression.whole(parts), (outer, list) -> {
                outer.set(notNumbers, notNumbers.plus(read(strange, list)));
                outer.each(place(outer, counts, list), (round, i) -> insert(round, count, most2, merged, ZERO,
                        place(round, lists, list.times(Expression.whole(room)).plus(i))));
            });
            Variable best = body.let(LARGEST);
            body.when(ZERO.below(count), some -> some.set(best, score(some, place(some, merged, ZERO))));
            body.when(new Number(0).below(notNumbers), not -> not.set(best, LARGEST));
            then.fill(body, count, best);
        });
    }

    /// What is done with the largest.
    @FunctionalInterface
    private interface Merged {
        /// @param best the largest score, finite where all are numbers, none infinite and some possible; otherwise not
        void fill(Body body, Variable count, Variable best);
    }

    /// Writes the first `count` places of a list in rising order.
    private void rising(Body body, int from, Variable count, int to) {
        body.each(count, (outer, i) -> {
            Variable place = place(outer, from, i);
            Variable at = outer.let(i);
            Variable going = outer.let(ONE);
            outer.loop(List.of(ZERO.below(at), ZERO.below(going)), round -> {
                Variable before = place(round, to, at.minus(ONE));
                round.when(place.below(before), move -> {
                    move.write(KernelArray.MEMORY, at(to, at), new Expression.Convert(before));
                    move.set(at, at.minus(ONE));
                }, stay -> stay.set(going, ZERO));
            });
            outer.write(KernelArray.MEMORY, at(to, at), new Expression.Convert(place));
        });
        counted(body, count);
    }

    void topK() {
        int to = layout.memory(bound);
        int most = value.operand(1).operation() instanceof Operation.Constant constant ? (int) Math.min(constant.value(), bound) : bound;
        int merged = layout.memory(most);
        selected(to);
        largest(most, merged, body -> {
            Variable wanted = body.let(size(body));
            body.when(limit(body).below(new Expression.Convert(size(body))),
                    fewer -> fewer.set(wanted, new Expression.Convert(limit(fewer))));
            return wanted;
        }, (body, count, best) -> body.when(finite(best),
                ordinary -> rising(ordinary, merged, count, to), not -> all(not, to)));
    }

    // ---- a mass ----

    void topMass() {
        int to = layout.memory(bound);
        int most = Math.min(FIRST, bound);
        int merged = layout.memory(most);
        selected(to);
        largest(most, merged, body -> {
            Variable wanted = body.let(size(body));
            body.when(Expression.whole(most).below(wanted), fewer -> fewer.set(wanted, Expression.whole(most)));
            return wanted;
        }, (body, count, best) -> body.when(finite(best),
                ordinary -> ordinary.when(limit(ordinary).below(new Number(1)),
                        some -> mass(some, merged, count, best, to), whole -> all(whole, to)),
                not -> all(not, to)));
    }

    private Expression weight(Body body, Expression score, Variable best) {
        return new Expression.Call(Function.EXP, score.minus(best));
    }

    private void mass(Body body, int merged, Variable count, Variable best, int to) {
        Variable wanted = body.let(new Number(0));
        body.each(size(body), (round, i) -> round.set(wanted, wanted.plus(weight(round, score(round, i), best))));
        body.set(wanted, wanted.times(limit(body)).times(new Number(1 - Operation.TopMass.ROUNDING)));
        Variable reached = body.let(new Number(0));
        Variable kept = body.let(ZERO);
        body.loop(List.of(kept.below(count), reached.below(wanted)), round -> {
            round.set(reached, reached.plus(weight(round, score(round, place(round, merged, kept)), best)));
            round.set(kept, kept.plus(ONE));
        });
        Variable enough = body.let(ONE);
        body.when(reached.below(wanted), short_ -> short_.when(count.below(size(short_)), more -> more.set(enough, ZERO)));
        body.when(enough.same(ONE), done -> rising(done, merged, kept, to), further -> next(further, wanted, reached, merged, count, best, to));
    }

    /// Goes on from the last of the list to the next score in order, one after the other; then writes all up to the last of
    /// them. Each takes a look at all scores.
    private void next(Body body, Variable wanted, Variable reached, int merged, Variable count, Variable best, int to) {
        Variable last = place(body, merged, count.minus(ONE));
        Variable going = body.let(ONE);
        body.loop(List.of(reached.below(wanted), ZERO.below(going)), round -> {
            Variable lastScore = round.let(score(round, last));
            Variable nextPlace = round.let(Expression.whole(-1));
            Variable nextScore = round.let(LEAST);
            round.each(size(round), (inner, i) -> {
                Expression score = score(inner, i);
                inner.when(nextScore.below(score), candidate -> {
                    candidate.when(score.below(lastScore), yes -> {
                        yes.set(nextScore, score);
                        yes.set(nextPlace, i);
                    });
                    candidate.when(score.same(lastScore), equal -> equal.when(last.below(i), yes -> {
                        yes.set(nextScore, score);
                        yes.set(nextPlace, i);
                    }));
                });
            });
            round.when(nextPlace.below(ZERO), none -> none.set(going, ZERO), found -> {
                found.set(last, nextPlace);
                found.set(reached, reached.plus(weight(found, nextScore, best)));
            });
        });
        Variable lastScore = body.let(score(body, last));
        Variable kept = body.let(ZERO);
        body.each(size(body), (round, i) -> {
            Expression score = score(round, i);
            Variable keep = round.let(ZERO);
            round.when(lastScore.below(score), yes -> yes.set(keep, ONE));
            round.when(lastScore.same(score), equal -> equal.when(new Condition(Comparison.LESS_OR_EQUAL, i, last),
                    yes -> yes.set(keep, ONE)));
            round.when(keep.same(ONE), yes -> {
                yes.write(KernelArray.MEMORY, at(to, kept), new Expression.Convert(i));
                yes.set(kept, kept.plus(ONE));
            });
        });
        counted(body, kept);
    }
}
