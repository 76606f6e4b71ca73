package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.models.corpus.Corpus;
import org.decant.models.task.Split;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chen et al., 2024: cascades of drafters lose nothing and save passes of the dearer ones.
class CascadeTest {

    @Test
    void theOutputHasTheTargetsDistribution() {
        Random random = new Random(Library.seed("cascade"));
        for (int round = 0; round < 8; round++) {
            Vocabulary vocabulary = Library.letters(2 + round % 2);
            TableModel target = Library.table(random, vocabulary, 2, round);
            TableModel drafter = Library.table(random, vocabulary, 1, round / 3);
            TableModel cheaper = Library.table(random, vocabulary, 0, round / 6);
            List<Integer> lengths = List.of(1 + random.nextInt(2), 1);
            int horizon = 1 + random.nextInt(3);
            Oracle.assertSameDistribution(Oracle.ancestral(target, "a", horizon), Library.distribution("cascade",
                    Map.of("target", target, "drafter", drafter, "cheaper", cheaper, "lengths", lengths), "a", horizon),
                    target + " with " + drafter + " and " + cheaper + ", lengths " + lengths + ", horizon " + horizon);
        }
    }

    @Test
    void theFirstDrafterMakesFewerPassesThanTokens() {
        long seed = Library.seed("cascade");
        DraftEffects.Effect cascade = DraftEffects.alone("cascade",
                Map.of("drafter", DraftEffects.DRAFTER, "cheaper", DraftEffects.CHEAPER, "lengths", List.of(4, 2)), seed);
        DraftEffects.Effect plain = DraftEffects.alone("speculative", Map.of("drafter", DraftEffects.DRAFTER, "gamma", 4), seed);
        double cascaded = (double) cascade.passes(DraftEffects.DRAFTER) / cascade.targetPasses();
        System.out.printf("cascade: %.2f tokens a pass of the target and %.2f passes of the drafter for each; without the"
                + " cascade %.2f and %.2f%n", cascade.tokensPerPass(), cascaded, plain.tokensPerPass(),
                (double) plain.passes(DraftEffects.DRAFTER) / plain.targetPasses());
        assertTrue(cascaded < 4, "passes of the drafter for each of the target: " + cascaded);
        assertTrue(cascade.tokensPerPass() > plain.tokensPerPass(), "longer drafts");
    }

    @Test
    void anNgramModelOfTheCorpusSparesPassesOfTheDrafter(@TempDir Path folder) throws IOException {
        long seed = Library.seed("cascade");
        Path corpus = folder.resolve("corpus.txt");
        Files.write(corpus, Corpus.documents(Split.TRAINING, 1).limit(400).map(document -> document.text() + "\n").toList());
        ForwardModel cheaper = Library.model("ngram:" + corpus + "?order=4", BuiltinDrafts.TARGET.vocabulary());
        BuiltinDrafts.Effect cascade = BuiltinDrafts.drafted("cascade", Map.of("cheaper", cheaper, "lengths", List.of(4, 2)), "json",
                3, 40, seed);
        BuiltinDrafts.Effect plain = BuiltinDrafts.drafted("speculative", Map.of("gamma", 4), "json", 3, 40, seed);
        System.out.printf("cascade, json: %.2f tokens a pass of builtin:target and %.2f passes of builtin:drafter for each; without"
                + " the cascade %.2f and %.2f%n", cascade.tokensPerPass(), cascade.drafterPassesPerPass(), plain.tokensPerPass(),
                plain.drafterPassesPerPass());
        assertTrue(cascade.drafterPassesPerPass() < 0.85 * plain.drafterPassesPerPass());
        assertTrue(cascade.tokensPerPass() > plain.tokensPerPass());
    }
}
