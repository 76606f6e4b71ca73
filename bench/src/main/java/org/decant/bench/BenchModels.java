package org.decant.bench;

import java.util.SplittableRandom;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;

/// A target with a drafter of the same vocabulary. Neither ever proposes an end token, so that runs use up their budget.
///
/// @param target  what writes
/// @param drafter what drafts for it
/// @param prompt  where runs go on from
public record BenchModels(ForwardModel target, ForwardModel drafter, String prompt) {
    private static final int TABLE_TOKENS = 16;

    /// The two kinds that the overhead is measured on.
    public enum Kind {
        /// The built-in n-gram model of order 4, with one of order 2 for its drafter.
        NGRAM,
        /// Random tables over 16 tokens that depend on the last two tokens, and on the last one for the drafter.
        TABLE
    }

    public static BenchModels of(Kind kind) {
        return switch (kind) {
            case NGRAM -> {
                ModelCatalog catalog = ModelCatalog.standard();
                ForwardModel target = catalog.open("ngram:builtin", null);
                ForwardModel drafter = catalog.open("ngram:builtin?order=2", target.vocabulary());
                yield new BenchModels(new Endless(target), new Endless(drafter), "Once upon a time");
            }
            case TABLE -> {
                SplittableRandom random = new SplittableRandom(1);
                Vocabulary letters = SymbolTokenizer.letters("letters", TABLE_TOKENS, false);
                yield new BenchModels(TableModel.random(random, letters, 2, TableShape.VARIED),
                        TableModel.random(random, letters, 1, TableShape.VARIED), "a");
            }
        };
    }

    /// A model without its end tokens.
    private record Endless(ForwardModel model) implements ForwardModel {

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public Vocabulary vocabulary() {
            return model.vocabulary();
        }

        @Override
        public Passes open(Session session) {
            Passes passes = model.open(session);
            int end = vocabulary().end();
            return pass -> {
                passes.run(pass);
                for (int i = 0; i < pass.size(); i++) {
                    pass.row(i)[end] = Double.NEGATIVE_INFINITY;
                }
            };
        }
    }
}
