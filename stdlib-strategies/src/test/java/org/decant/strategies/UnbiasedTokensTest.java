package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Phan et al., 2024: how a text goes on is a matter of all token sequences whose text begins with it. Here all sequences that the
/// model can write are gone through, and their texts compared.
class UnbiasedTokensTest {
    private static final Vocabulary WORDS =
            SymbolTokenizer.vocabulary("words", List.of("a", "b", "c", "ab", "bc", "aba", "</s>"), "</s>");
    private static final List<String> PROMPTS = List.of("", "a", "b", "ab", "ca", "aab");
    private static final int WRITTEN = 2;

    /// A model that writes only what the tokenizer would: a random row for the last token, without tokens that it would have
    /// joined with those before.
    private static TableModel model(long seed) {
        return TableModel.of("words", WORDS, tokens -> {
            double[] row = new Random(seed + (tokens.isEmpty() ? 0 : 1 + tokens.getLast().id())).doubles(WORDS.size()).toArray();
            for (int id = 0; id < row.length; id++) {
                Token token = WORDS.token(id);
                if (!token.isEnd()) {
                    List<Token> longer = new ArrayList<>(tokens);
                    longer.add(token);
                    if (!WORDS.encode(Vocabulary.decode(longer)).equals(longer)) {
                        row[id] = 0;
                    }
                }
            }
            double sum = Arrays.stream(row).sum();
            return Arrays.stream(row).map(weight -> weight / sum).toArray();
        });
    }

    /// The probability of each of the next characters, an end for what ends sooner, after a prompt.
    private static Map<String, Double> continuations(Map<List<Token>, Double> outputs, String prompt) {
        Map<String, Double> all = new HashMap<>();
        outputs.forEach((tokens, mass) -> {
            String text = Vocabulary.decode(tokens) + (tokens.getLast().isEnd() ? "." : "");
            if (text.startsWith(prompt)) {
                all.merge(text.substring(prompt.length(), Math.min(text.length(), prompt.length() + WRITTEN)), mass, Double::sum);
            }
        });
        double sum = all.values().stream().mapToDouble(Double::doubleValue).sum();
        all.replaceAll((text, mass) -> mass / sum);
        return all;
    }

    @Test
    void textsGoOnAsAllTheirTokenSequencesDo() {
        long seed = Library.seed("unbiased_tokens");
        double naive = 0;
        for (int round = 0; round < 4; round++) {
            TableModel target = model(seed + 100 * round);
            // As many tokens as the longest prompt and what is written have characters.
            Map<List<Token>, Double> outputs = Oracle.ancestral(target, "", 5);
            for (String prompt : PROMPTS) {
                Map<String, Double> written = new HashMap<>();
                Library.distribution("unbiased_tokens", Map.of("target", target), prompt, WRITTEN).forEach((tokens, mass) ->
                        written.merge(Vocabulary.decode(tokens) + (tokens.getLast().isEnd() ? "." : ""), mass, Double::sum));
                Map<String, Double> expected = continuations(outputs, prompt);
                double distance = Oracle.totalVariation(expected, written);
                assertTrue(distance < Oracle.EXACT, "round " + round + ", `" + prompt + "`: " + distance + ", expected " + expected
                        + ", was " + written);
                Map<String, Double> biased = new HashMap<>();
                Oracle.ancestral(target, prompt, WRITTEN).forEach((tokens, mass) -> {
                    String text = Vocabulary.decode(tokens) + (tokens.getLast().isEnd() ? "." : "");
                    biased.merge(text.substring(0, Math.min(text.length(), WRITTEN)), mass, Double::sum);
                });
                naive += Oracle.totalVariation(expected, biased) / PROMPTS.size() / 4;
            }
        }
        System.out.printf("unbiased_tokens: the next 2 characters are exact; those of the prompt's own tokens are off by %.2f%n", naive);
        assertTrue(naive > 0.05, "off by " + naive);
    }

    /// A model that writes anything: of the sequences that cover a prompt those count that the tokenizer would write.
    @Test
    void sequencesThatTheTokenizerWouldNotWriteAreLeftOut() {
        Random random = new Random(Library.seed("unbiased_tokens, any sequence"));
        for (int round = 0; round < 4; round++) {
            TableModel target = TableModel.random(random, WORDS, 2, TableShape.VARIED);
            for (String prompt : PROMPTS) {
                Map<String, Double> expected = new HashMap<>();
                cover(target, Oracle.start(target, ""), prompt, 1, expected);
                double sum = expected.values().stream().mapToDouble(Double::doubleValue).sum();
                expected.replaceAll((text, mass) -> mass / sum);
                Map<String, Double> written = new HashMap<>();
                Library.distribution("unbiased_tokens", Map.of("target", target), prompt, 1).forEach((tokens, mass) ->
                        written.merge(tokens.getLast().isEnd() ? "." : tokens.getLast().text(), mass, Double::sum));
                double distance = Oracle.totalVariation(expected, written);
                assertTrue(distance < Oracle.EXACT, "round " + round + ", `" + prompt + "`: expected " + expected + ", was " + written);
            }
        }
    }

    /// Adds the probabilities of all sequences that cover a prompt and one character more, which they begin with, by that character.
    private static void cover(TableModel target, Context at, String prompt, double mass, Map<String, Double> all) {
        String text = at.text();
        double[] p = Oracle.probabilities(target, at);
        for (int id = 0; id < p.length; id++) {
            Token token = WORDS.token(id);
            String longer = text + (token.isEnd() ? "" : token.text());
            boolean written = WORDS.encode(longer).equals(token.isEnd() ? at.tokens() : at.plus(token).tokens());
            if (token.isEnd() ? text.equals(prompt) : longer.length() > prompt.length()) {
                if (written && longer.startsWith(prompt)) {
                    all.merge(token.isEnd() ? "." : longer.substring(prompt.length(), prompt.length() + 1), mass * p[id], Double::sum);
                }
            } else if (!token.isEnd() && prompt.startsWith(longer)) {
                cover(target, at.plus(token), prompt, mass * p[id], all);
            }
        }
    }

    /// The paper's claim: a prompt that ends within a word goes on with the rest of the word, where the model's own tokens, greedy or
    /// drawn, begin a new one.
    @Test
    void promptsMayEndWithinAWord() {
        long seed = Library.seed("unbiased_tokens, prompts");
        List<String> whole = List.of("Story: One morning", "Story: In spring", "Text: Selma tasted", "Text: Walter found");
        int[] right = new int[3];
        for (String text : whole) {
            String prompt = text.substring(0, text.length() - 3);
            String next = text.substring(text.length() - 3, text.length() - 2);
            List<Map<String, ?>> options = List.of(Map.of("target", Trained.TARGET), Map.of("target", Trained.TARGET),
                    Map.of("target", Trained.TARGET, "p", 1.0));
            List<String> strategies = List.of("unbiased_tokens", "greedy", "nucleus");
            for (int i = 0; i < right.length; i++) {
                right[i] += Library.run(strategies.get(i), options.get(i), prompt, 1, seed).text().startsWith(next) ? 1 : 0;
            }
        }
        System.out.printf("unbiased_tokens: %d of %d words that a prompt breaks off go on right, %d greedily, %d by samples%n", right[0],
                whole.size(), right[1], right[2]);
        assertTrue(right[0] >= right[1] + 2 && right[0] >= right[2] + 2, Arrays.toString(right));
    }
}
