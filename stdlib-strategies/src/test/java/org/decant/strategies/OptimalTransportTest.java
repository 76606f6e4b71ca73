package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Sun et al., 2023: the probability that one of k drafts is selected, against that of the optimal transport.
class OptimalTransportTest {
    private static final double GUARANTEE = 1 - Math.exp(-1);

    /// The optimum of the linear program, by its dual: the least over all sets A of tokens of p(A) + 1 - q(A)^k. (A cut that
    /// pays for the tokens of A, and for the drafts that have a token outside of it.)
    private static double optimum(double[] p, double[] q, int drafts) {
        double least = 1;
        for (int set = 0; set < 1 << p.length; set++) {
            double ofP = 0;
            double ofQ = 0;
            for (int id = 0; id < p.length; id++) {
                ofP += (set >> id & 1) == 1 ? p[id] : 0;
                ofQ += (set >> id & 1) == 1 ? q[id] : 0;
            }
            least = Math.min(least, ofP + 1 - Math.pow(ofQ, drafts));
        }
        return least;
    }

    /// The same by the largest flow from pairs of drafts to tokens that are among them, by pushing along paths.
    private static double largestFlow(double[] p, double[] q) {
        int tokens = p.length;
        int source = tokens * tokens + tokens;
        double[][] open = new double[source + 2][source + 2];
        for (int first = 0; first < tokens; first++) {
            for (int second = 0; second < tokens; second++) {
                int pair = first * tokens + second;
                open[source][pair] = q[first] * q[second];
                open[pair][tokens * tokens + first] = 1;
                open[pair][tokens * tokens + second] = 1;
            }
        }
        for (int id = 0; id < tokens; id++) {
            open[tokens * tokens + id][source + 1] = p[id];
        }
        double flow = 0;
        for (double more = 1; more > 0; flow += more) {
            more = push(open, source, source + 1, Double.MAX_VALUE, new boolean[source + 2]);
        }
        return flow;
    }

    private static double push(double[][] open, int at, int end, double most, boolean[] seen) {
        if (at == end) {
            return most;
        }
        seen[at] = true;
        for (int next = 0; next < open.length; next++) {
            if (!seen[next] && open[at][next] > 1e-15) {
                double pushed = push(open, next, end, Math.min(most, open[at][next]), seen);
                if (pushed > 0) {
                    open[at][next] -= pushed;
                    open[next][at] += pushed;
                    return pushed;
                }
            }
        }
        return 0;
    }

    /// The paper's algorithm 2: a draft x is selected with min(1, p(x) / (rho q(x))), one after the other, with the rho for which
    /// what is selected is rho times what is selected of one.
    private static double selection(double[] p, double[] q, int drafts) {
        double low = 1;
        double high = drafts;
        for (int i = 0; i < 60; i++) {
            double rho = (low + high) / 2;
            double one = ofOne(p, q, rho);
            if (1 - Math.pow(1 - one, drafts) > rho * one) {
                low = rho;
            } else {
                high = rho;
            }
        }
        return 1 - Math.pow(1 - ofOne(p, q, high), drafts);
    }

    private static double ofOne(double[] p, double[] q, double rho) {
        double sum = 0;
        for (int id = 0; id < p.length; id++) {
            sum += Math.min(p[id] / rho, q[id]);
        }
        return sum;
    }

    @Test
    void aDraftIsSelectedNearlyAsOftenAsTheOptimumAllows() {
        Random random = new Random(Library.seed("optimal_transport"));
        double worst = 1;
        for (int round = 0; round < 36; round++) {
            Vocabulary vocabulary = Library.letters(2 + random.nextInt(3));
            TableModel target = Library.table(random, vocabulary, 0, round);
            TableModel drafter = Library.table(random, vocabulary, 0, round / 6);
            double[] p = Oracle.probabilities(target, Oracle.start(target, ""));
            double[] q = Oracle.probabilities(drafter, Oracle.start(drafter, ""));
            int drafts = 1 + random.nextInt(3);
            double best = optimum(p, q, drafts);
            double selected = Library.expectation("optimal_transport",
                    Map.of("target", target, "drafter", drafter, "drafts", drafts, "gamma", 1), "", 1,
                    run -> run.drafts().accepted());
            assertEquals(selection(p, q, drafts), selected, 1e-6, "what the paper's method selects");
            assertTrue(selected <= best + 1e-9, selected + " is above the optimum " + best);
            assertTrue(selected >= GUARANTEE * best - 1e-9, selected + " is below the guarantee of " + best);
            worst = best == 0 ? worst : Math.min(worst, selected / best);
            assertEquals(largestFlow(p, q), optimum(p, q, 2), 1e-9, "the oracle");
        }
        System.out.printf("optimal_transport: at least %.3f of the optimum was selected, the guarantee is %.3f%n", worst,
                GUARANTEE);
    }

    @Test
    void moreDraftsAcceptMore() {
        long seed = Library.seed("optimal_transport");
        double[] tokens = new double[3];
        int[] drafts = {1, 2, 8};
        for (int i = 0; i < drafts.length; i++) {
            tokens[i] = DraftEffects.drafted("optimal_transport", Map.of("drafts", drafts[i], "gamma", 4), seed).tokensPerVerification();
        }
        System.out.printf("optimal_transport: %.2f tokens a pass with 1 draft, %.2f with 2, %.2f with 8%n", tokens[0], tokens[1],
                tokens[2]);
        assertTrue(tokens[0] < tokens[1] && tokens[1] < tokens[2]);
    }

    @Test
    void translationsAcceptMoreOfMoreDrafts() {
        long seed = Library.seed("optimal_transport");
        double[] tokens = new double[2];
        int[] drafts = {1, 8};
        for (int i = 0; i < drafts.length; i++) {
            tokens[i] = BuiltinDrafts.drafted("optimal_transport", Map.of("drafts", drafts[i], "gamma", 4), "translation", 6, 30,
                    seed).tokensPerVerification();
        }
        System.out.printf("optimal_transport, translation: %.2f tokens a pass of builtin:target with 1 draft, %.2f with 8%n",
                tokens[0], tokens[1]);
        assertTrue(tokens[0] < tokens[1]);
    }
}
