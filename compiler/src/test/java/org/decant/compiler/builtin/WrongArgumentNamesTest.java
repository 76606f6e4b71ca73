package org.decant.compiler.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.NumberedVocabulary;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// An error that says which parameter is wrong says it by the name that the parameter has in the builtin's signature.
class WrongArgumentNamesTest {
    private static final Vocabulary VOCABULARY = NumberedVocabulary.of(3);
    private static final Dist DIST = Dist.ofWeights(VOCABULARY, new double[] {1, 2, 3});
    private static final Map<Type, Object> FITTING = Map.of(Type.INT, 1L, Type.FLOAT, 0.5, Type.DIST, DIST, Type.LOGITS,
            DIST.logits(), Type.CONTEXT, Context.root(VOCABULARY), Type.TEXT, "abc", Type.BOOL, true);
    private static final Map<Type, Object> WRONG = Map.of(Type.INT, -3_000_000_000L, Type.FLOAT, Double.NaN);

    @Test
    void namesAreThoseOfTheSignature() {
        int told = 0;
        for (List<Builtin> section : Builtins.table().sections().values()) {
            for (Builtin builtin : section) {
                told += check(builtin);
            }
        }
        assertTrue(told > 40, "only " + told + " errors name a parameter");
    }

    /// How many wrong arguments the builtin tells of by name.
    private static int check(Builtin builtin) {
        int first = builtin.receiver() == null ? 0 : 1;
        Object[] fitting = new Object[first + builtin.parameters().size()];
        if (first == 1) {
            fitting[0] = FITTING.get(builtin.receiver());
        }
        for (int i = first; i < fitting.length; i++) {
            fitting[i] = FITTING.get(builtin.parameters().get(i - first).type());
        }
        if (Arrays.asList(fitting).contains(null)) {
            return 0;
        }
        int told = 0;
        for (int i = first; i < fitting.length; i++) {
            Object[] arguments = fitting.clone();
            arguments[i] = WRONG.get(builtin.parameters().get(i - first).type());
            if (arguments[i] == null) {
                continue;
            }
            try {
                builtin.implementation().call(null, arguments);
            } catch (DecantException error) {
                if (error.parameter() != null) {
                    assertEquals(i, builtin.argument(error.parameter()), builtin.signature() + ": " + error.getMessage());
                    told++;
                }
            } catch (NullPointerException needsARun) {
                // those that draw look at the run first
            }
        }
        return told;
    }
}
