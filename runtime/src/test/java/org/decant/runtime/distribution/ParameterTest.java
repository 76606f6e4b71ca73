package org.decant.runtime.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What transforms accept, and what they say of what they do not.
class ParameterTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    static Stream<Arguments> refused() {
        Vocabulary vocabulary = Samples.vocabulary(2);
        return Stream.of(
                refused("the parameter temperature of temper is -0.1", () -> Temper.of(-0.1)),
                refused("the parameter temperature of temper is Infinity", () -> Temper.of(INFINITE)),
                refused("the parameter temperature of temper is NaN", () -> Temper.of(NAN)),
                refused("the parameter k of top_k is 0", () -> TopK.of(0)),
                refused("the parameter p of top_p is 0.0", () -> TopP.of(0)),
                refused("the parameter p of top_p is 1.01", () -> TopP.of(1.01)),
                refused("the parameter p of top_p is NaN", () -> TopP.of(NAN)),
                refused("the parameter p of min_p is -0.5", () -> MinP.of(-0.5)),
                refused("the parameter p of min_p is 2.0", () -> MinP.of(2)),
                refused("the parameter mass of typical is 0.0", () -> Typical.of(0)),
                refused("the parameter eta of eta is 1.5", () -> Eta.of(1.5)),
                refused("the parameter epsilon of epsilon is -1.0", () -> Epsilon.of(-1)),
                refused("the parameter n of top_n_sigma is -1.0", () -> TopNSigma.of(-1)),
                refused("the parameter z of tail_free is 1.1", () -> TailFree.of(1.1)),
                refused("the parameter probability of xtc is 1.1", () -> Xtc.of(1.1, 0.1)),
                refused("the parameter threshold of xtc is NaN", () -> Xtc.of(0.5, NAN)),
                refused("the parameter penalty of repetition_penalty is 0.0", () -> RepetitionPenalty.of(0)),
                refused("the parameter window of repetition_penalty is 0", () -> RepetitionPenalty.of(1.2, 0)),
                refused("the parameter penalty of presence_penalty is NaN", () -> PresencePenalty.of(NAN)),
                refused("the parameter window of presence_penalty is -1", () -> PresencePenalty.of(1, -1)),
                refused("the parameter penalty of frequency_penalty is Infinity", () -> FrequencyPenalty.of(INFINITE)),
                refused("the parameter window of frequency_penalty is 0", () -> FrequencyPenalty.of(1, 0)),
                refused("the parameter multiplier of dry is -0.8", () -> Dry.of(-0.8, 1.75, 2)),
                refused("the parameter base of dry is 0.5", () -> Dry.of(0.8, 0.5, 2)),
                refused("the parameter allowed_length of dry is 0", () -> Dry.of(0.8, 1.75, 0)),
                refused("the parameter window of dry is 0", () -> Dry.of(0.8, 1.75, 2, 0)),
                refused("the parameter bias of `t1` of logit_bias is NaN",
                        () -> LogitBias.of(Map.of(vocabulary.token(1), NAN))),
                refused("the parameter bias of `t0` of logit_bias is Infinity",
                        () -> LogitBias.of(Map.of(vocabulary.token(0), INFINITE))));
    }

    private static Arguments refused(String message, Executable making) {
        return Arguments.of(message, making);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String message, Object making) {
        DecantException error = assertThrows(DecantException.class, (Executable) making);
        String name = message.replaceAll("the parameter (.*) of .* is .*", "$1");
        assertEquals(message, error.diagnostics().getFirst().message());
        assertTrue(error.diagnostics().getFirst().hint().startsWith(name + " must be "),
                error.diagnostics().getFirst().hint());
    }

    @Test
    void limitsAreAccepted() {
        List.of(Temper.of(0), TopK.of(1), TopP.of(Double.MIN_VALUE), TopP.of(1), MinP.of(0), MinP.of(1), Typical.of(1),
                Eta.of(0), Eta.of(1), Epsilon.of(0), Epsilon.of(1), TopNSigma.of(0), TailFree.of(0), TailFree.of(1),
                Xtc.of(0, 0), Xtc.of(1, 1), RepetitionPenalty.of(Double.MIN_VALUE, 1), PresencePenalty.of(-2),
                FrequencyPenalty.of(-2), Dry.of(0, 1, 1, 1), LogitBias.of(Map.of()));
    }

    @Test
    void describedAsScriptsWriteThem() {
        assertEquals("temper(0.7)", Temper.of(0.7).describe());
        assertEquals("top_k(40)", TopK.of(40).describe());
        assertEquals("top_p(0.9)", TopP.of(0.9).describe());
        assertEquals("xtc(0.5, 0.1)", Xtc.of(0.5, 0.1).describe());
        assertEquals("repetition_penalty(1.1)", RepetitionPenalty.of(1.1).describe());
        assertEquals("repetition_penalty(1.1, 64)", RepetitionPenalty.of(1.1, 64).describe());
        assertEquals("dry(0.8, 1.75, 2)", Dry.of(0.8, 1.75, 2).describe());
        assertEquals("dry(0.8, 1.75, 2, 1024)", Dry.of(0.8, 1.75, 2, 1024).describe());
    }

    @Test
    void tokensOfAnotherVocabularyAreRefused() {
        Vocabulary mine = Samples.vocabulary(2);
        Vocabulary other = Samples.vocabulary(3);
        Logits logits = new Logits(mine, new double[] {0, 1});
        LogitBias bias = LogitBias.of(Map.of(other.token(2), 1.0));
        assertThrows(DecantException.class, () -> bias.of(logits, null));
        assertThrows(DecantException.class, () -> bias.of(logits.softmax(), null));
        Dry dry = Dry.of(0.8, 1.75, 2, 8, Set.of(other.token(0)));
        DecantException error = assertThrows(DecantException.class,
                () -> dry.of(logits, Samples.context(mine, 0)));
        assertEquals("dry names the token `t0` of the vocabulary sample3, the scores are for sample2",
                error.diagnostics().getFirst().message());
    }
}
