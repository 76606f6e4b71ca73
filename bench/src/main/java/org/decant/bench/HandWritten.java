package org.decant.bench;

import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.Temper;
import org.decant.runtime.distribution.TopP;
import org.decant.runtime.draft.Chain;
import org.decant.runtime.draft.Growth;
import org.decant.runtime.draft.Rejection;
import org.decant.runtime.draft.Verification;
import org.decant.runtime.model.Model;
import org.decant.runtime.random.SeededDraws;
import org.decant.runtime.run.Activation;
import org.decant.runtime.run.Output;
import org.decant.runtime.run.Run;
import org.decant.runtime.run.Session;

/// The loops of library strategies, written in Java on the runtime: what the language is compared with. Each gives the
/// tokens that its strategy gives for the same seed.
public final class HandWritten {
    private HandWritten() {
    }

    /// Runs the loop of a strategy in a session of its own and gives what it wrote.
    public static Output run(Loop loop, BenchModels models, int tokens, long seed) {
        Session session = new Session();
        Model target = session.bind(models.target());
        Model drafter = session.bind(models.drafter());
        Context start = session.root(target.vocabulary()).plus(target.vocabulary().encode(models.prompt()));
        Output output = new Output(null, start, tokens, List.of(), null);
        Activation activation = new Run(session, output, new SeededDraws(seed)).start();
        switch (loop) {
            case GREEDY -> greedy(target, activation);
            case NUCLEUS -> nucleus(target, 0.9, 1.0, activation);
            case SPECULATIVE -> speculative(target, drafter, 4, activation);
        }
        output.close();
        return output;
    }

    private static void greedy(Model target, Activation activation) {
        Output output = activation.output();
        while (!output.finished()) {
            output.append(target.logits(output.context()).argmax());
        }
    }

    private static void nucleus(Model target, double p, double temperature, Activation activation) {
        Output output = activation.output();
        while (!output.finished()) {
            Context context = output.context();
            Logits tempered = Temper.of(temperature).of(target.logits(context), context);
            Dist kept = TopP.of(p).of(tempered.softmax(), context);
            output.append(activation.draws().sample(kept));
        }
    }

    private static void speculative(Model target, Model drafter, int gamma, Activation activation) {
        Output output = activation.output();
        while (!output.finished()) {
            Growth growth = new Chain(gamma).begin(output.context(), activation.draws());
            while (!growth.frontier().isEmpty()) {
                Context at = growth.frontier().getFirst().context(); // a chain asks for one node at a time
                growth.proposals(List.of(drafter.logits(at).softmax()));
            }
            output.append(Verification.verify(growth.tree(), target, new Rejection(), activation.draws(),
                    activation.run().draftCost()).tokens());
        }
    }
}
