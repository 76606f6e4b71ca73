package org.decant.runtime.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class TraceLogTest {
    private final Vocabulary vocabulary = Vocabularies.letters(4, true);
    private final Context root = Context.root(vocabulary);

    private Context at(int... ids) {
        Context at = root;
        for (int id : ids) {
            at = at.plus(vocabulary.token(id));
        }
        return at;
    }

    private static void tellFrom(TraceLog log, TraceEvent event) throws InterruptedException {
        Thread.ofVirtual().start(() -> log.tell(event)).join();
    }

    /// What the strategy does when its branches have ended comes behind what they did.
    @Test
    void eventsOfTheStrategyStayWhereTheyAre() throws InterruptedException {
        TraceLog log = new TraceLog();
        List<TraceEvent> told = List.of(new TraceEvent.Began("s", at(0)), new TraceEvent.Wrote(at(0, 1), at(0, 1, 1), false),
                new TraceEvent.Wrote(at(0, 2), at(0, 2, 1), false), new TraceEvent.Branched(at(0), 2), new TraceEvent.Wrote(at(0), at(0, 2), true));
        log.tell(told.get(0));
        tellFrom(log, told.get(2));
        tellFrom(log, told.get(1));
        log.tell(told.get(3));
        log.tell(told.get(4));
        assertEquals(told, log.events());
    }

    @Test
    void eventsOfBranchesComeInOneOrder() throws InterruptedException {
        List<TraceEvent> ordered = List.of(new TraceEvent.Branched(root, 2), new TraceEvent.Wrote(root, at(0), false),
                new TraceEvent.Wrote(root, at(1), false), new TraceEvent.Branched(at(0), 3), new TraceEvent.Wrote(at(0), at(0, 1), false),
                new TraceEvent.Wrote(at(1), at(1, 1), true));
        for (int seed = 0; seed < 20; seed++) {
            List<TraceEvent> shuffled = new ArrayList<>(ordered);
            Collections.shuffle(shuffled, new Random(seed));
            TraceLog log = new TraceLog();
            for (TraceEvent event : shuffled) {
                tellFrom(log, event);
            }
            assertEquals(ordered, log.events(), "seed " + seed);
        }
    }

    /// What comes before a pass stays before it.
    @Test
    void passesStayBetweenWhatTheyWereBetween() throws InterruptedException {
        TraceEvent late = new TraceEvent.Wrote(at(0, 1), at(0, 1, 2), false);
        TraceEvent pass = new TraceEvent.Passed("m", 1, List.of(new Answer.Observed(root)), 1);
        TraceEvent early = new TraceEvent.Wrote(root, at(0), false);
        TraceLog log = new TraceLog();
        tellFrom(log, late);
        tellFrom(log, pass);
        tellFrom(log, early);
        assertEquals(List.of(late, pass, early), log.events());
    }

    @Test
    void passesAreToldWithTheirAnswers() {
        TraceLog log = new TraceLog();
        Session session = new Session(log);
        FunctionModel model = new FunctionModel("m", vocabulary, _ -> new double[] {0, Math.log(3), Double.NEGATIVE_INFINITY, 0});
        var bound = session.bind(model);
        bound.issue(at(1));
        bound.logits(root).values();
        TraceEvent.Passed passed = (TraceEvent.Passed) log.events().getFirst();
        assertEquals(1, log.events().size());
        assertEquals("m", passed.model());
        assertEquals(List.of(root, at(1)), passed.answers().stream().map(Answer::context).toList());
        Answer.Kept kept = ((Answer.Scores) passed.answers().getFirst()).next();
        assertEquals(List.of(1, 0, 3), kept.likeliest().stream().map(likely -> likely.token().id()).toList());
        assertEquals(0.6, kept.likeliest().getFirst().probability(), 1e-12);
        assertEquals(-0.6 * Math.log(0.6) - 0.4 * Math.log(0.2), kept.entropy(), 1e-12);
        assertNull(Answer.Kept.of(root, new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY,
                Double.NEGATIVE_INFINITY}));
    }

    @Test
    void contextsInValues() {
        RecordValue record = new RecordValue("R", List.of("a", "b"), new Object[] {at(1), null});
        OrderedMap<Object, Object> map = OrderedMap.empty().with(at(2), List.of(new Tuple(at(3), 1.5), record));
        assertEquals(List.of(at(2), at(3), at(1)), HeldContexts.in(List.of(map, at(2))));
        assertEquals(List.of(at(0, 1)), HeldContexts.in(Tree.ofSequences(root, List.of(List.of(vocabulary.token(0), vocabulary.token(1))))));
        assertEquals(List.of(), HeldContexts.in(null));
        List<Context> many = new ArrayList<>();
        Context next = root;
        for (int i = 0; i < HeldContexts.MOST + 10; i++) {
            many.add(next);
            next = next.plus(vocabulary.token(0));
        }
        assertEquals(many.subList(0, HeldContexts.MOST), HeldContexts.in(many));
    }
}
