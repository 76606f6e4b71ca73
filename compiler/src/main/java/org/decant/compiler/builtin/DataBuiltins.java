package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.notNegative;
import static org.decant.compiler.builtin.Arguments.size;
import static org.decant.compiler.builtin.Arguments.text;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.data.NGramIndex;
import org.decant.runtime.data.SuffixAutomaton;
import org.decant.runtime.data.SuffixMatcher;
import org.decant.runtime.metric.Chrf;
import org.decant.runtime.metric.EditDistance;
import org.decant.runtime.metric.SentenceBleu;
import org.decant.runtime.metric.TextClusters;
import org.decant.runtime.metric.TokenOverlap;
import org.decant.runtime.vocabulary.Token;

/// Data structures that strategies stand on, and measures of texts.
final class DataBuiltins {

    private DataBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Suffix automata and n-gram indices");
        addAutomata(table);
        addIndex(table);
        table.section("Measures of texts");
        table.add("chrf(hypothesis: Text, reference: Text) -> Float", "chrF: the F-score of character n-grams up to 6, from 0 to 1.",
                (run, a) -> Chrf.score(text(a[0]), text(a[1])));
        table.add("chrf(hypotheses: List<Text>, references: List<Text>) -> List<Float>",
                "chrF of each hypothesis against all references as one, whose counts of n-grams are their means: as many "
                        + "comparisons as there are hypotheses.",
                (run, a) -> Arrays.stream(Chrf.scores(list(a[0]), list(a[1]))).boxed().toList());
        table.add("bleu(hypothesis: Text, reference: Text) -> Float", "Sentence BLEU of words, smoothed, from 0 to 1.",
                (run, a) -> SentenceBleu.score(text(a[0]), text(a[1])));
        table.add("edit_distance(left: Text, right: Text) -> Int", "The fewest characters to insert, delete or replace.",
                (run, a) -> (long) EditDistance.of(text(a[0]), text(a[1])));
        table.add("edit_distance(left: List<A>, right: List<A>) -> Int", "The fewest elements to insert, delete or replace.",
                (run, a) -> (long) EditDistance.of(list(a[0]), list(a[1])));
        table.add("clusters(texts: List<Text>, count: Int) -> List<Int>",
                "The number of each text's cluster, from 0: k-means of TF-IDF vectors, with first centres far from each other.",
                (run, a) -> Arrays.stream(TextClusters.of(list(a[0]), size("count", a[1]))).mapToObj(Long::valueOf).toList());
        table.add("overlap(hypothesis: Text, reference: Text) -> Float", "The F1-score of the words two texts share, from 0 to 1.",
                (run, a) -> TokenOverlap.f1(text(a[0]), text(a[1])));
    }

    private static void addAutomata(BuiltinTable table) {
        table.add("suffix_automaton(tokens: Tokens) -> SuffixAutomaton",
                "A text that knows the longest suffix of itself that has occurred before.",
                (run, a) -> SuffixAutomaton.of(list(a[0])));
        table.add("operator_add(automaton: SuffixAutomaton, tokens: Tokens) -> SuffixAutomaton", "The text followed by tokens.",
                (run, a) -> ((SuffixAutomaton) a[0]).plus(Arguments.<Token>list(a[1])));
        table.add("SuffixAutomaton.matched -> Int", "The length of the longest suffix that has occurred before.",
                (run, a) -> (long) ((SuffixAutomaton) a[0]).matched());
        table.add("SuffixAutomaton.following(count: Int) -> Tokens", "At most `count` tokens that followed its first occurrence.",
                (run, a) -> ((SuffixAutomaton) a[0]).following(notNegative("count", a[1])));
        table.add("SuffixAutomaton.matcher(tokens: Tokens) -> SuffixMatcher",
                "A search in this text for the longest suffix of another, which begins with `tokens`.",
                (run, a) -> ((SuffixAutomaton) a[0]).matcher(list(a[1])));
        table.add("operator_add(matcher: SuffixMatcher, tokens: Tokens) -> SuffixMatcher", "The search after more tokens.",
                (run, a) -> ((SuffixMatcher) a[0]).plus(Arguments.<Token>list(a[1])));
        table.add("SuffixMatcher.matched -> Int", "The length of the longest suffix that occurs in the searched text.",
                (run, a) -> (long) ((SuffixMatcher) a[0]).matched());
        table.add("SuffixMatcher.following(count: Int) -> Tokens", "At most `count` tokens that follow it in the searched text.",
                (run, a) -> ((SuffixMatcher) a[0]).following(notNegative("count", a[1])));
    }

    private static void addIndex(BuiltinTable table) {
        table.add("ngram_index(longest: Int, tokens: Tokens) -> NGramIndex",
                "A text that knows where its n-grams, of up to `longest` tokens, have occurred.",
                (run, a) -> NGramIndex.of(size("longest", a[0]), list(a[1])));
        table.add("operator_add(index: NGramIndex, tokens: Tokens) -> NGramIndex", "The text followed by tokens.",
                (run, a) -> ((NGramIndex) a[0]).plus(Arguments.<Token>list(a[1])));
        table.add("NGramIndex.matched -> Int", "The largest n for which the last n tokens have occurred before.",
                (run, a) -> (long) ((NGramIndex) a[0]).matched());
        table.add("NGramIndex.following(count: Int) -> Tokens",
                "At most `count` tokens that followed the last occurrence of the longest n-gram; none where there was none.",
                (run, a) -> ((NGramIndex) a[0]).following(notNegative("count", a[1])));
        table.add("NGramIndex.following(n: Int, count: Int) -> Tokens", "The same for the last n tokens.",
                (run, a) -> ((NGramIndex) a[0]).following(notNegative("n", a[1]), notNegative("count", a[2])));
        table.add("NGramIndex.occurrences(n: Int, limit: Int, count: Int) -> List<Tokens>",
                "What followed earlier occurrences of the last n tokens, the most recent first: at most `limit` sequences of at most"
                        + " `count` tokens.", (run, a) -> {
                    NGramIndex index = (NGramIndex) a[0];
                    List<Object> followed = new java.util.ArrayList<>();
                    for (int position : index.positions(notNegative("n", a[1]), notNegative("limit", a[2]))) {
                        followed.add(index.slice(position, notNegative("count", a[3])));
                    }
                    return followed;
                });
    }
}
