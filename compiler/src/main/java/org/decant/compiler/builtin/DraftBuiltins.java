package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.context;
import static org.decant.compiler.builtin.Arguments.integer;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.model;
import static org.decant.compiler.builtin.Arguments.notNegative;
import static org.decant.compiler.builtin.Arguments.number;
import static org.decant.compiler.builtin.Arguments.size;
import static org.decant.compiler.builtin.Arguments.truth;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.draft.BeamShape;
import org.decant.runtime.draft.BestFirst;
import org.decant.runtime.draft.Chain;
import org.decant.runtime.draft.Exact;
import org.decant.runtime.draft.FunctionRule;
import org.decant.runtime.draft.FunctionShape;
import org.decant.runtime.draft.IndependentPaths;
import org.decant.runtime.draft.KSeq;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.OpenEnded;
import org.decant.runtime.draft.Rejection;
import org.decant.runtime.draft.Rule;
import org.decant.runtime.draft.Sampled;
import org.decant.runtime.draft.StochasticBeam;
import org.decant.runtime.draft.Threshold;
import org.decant.runtime.draft.Top;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.draft.Typical;
import org.decant.runtime.draft.Verified;

/// Draft trees: how they grow (shapes), how they are verified (rules), and what can be read of them.
final class DraftBuiltins {

    private DraftBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Shapes of drafts");
        table.add("chain(length: Int) -> Shape", "One child per node: a sequence of `length` tokens.",
                (run, a) -> new Chain(size("length", a[0])));
        table.add("tree(widths: List<Int>, replacement: Bool = false) -> Shape",
                "As many children per level as `widths` says, drawn without replacement (or with).",
                (run, a) -> new Sampled(widths(a[0]), truth(a[1])));
        table.add("top(widths: List<Int>) -> Shape", "The most likely children, as many per level as `widths` says.",
                (run, a) -> new Top(widths(a[0])));
        table.add("best_first(budget: Int, depth: Int? = null, gain: Float = 0.0) -> Shape",
                "The nodes of the largest probabilities along their paths, up to a budget and a depth; ends where a level adds"
                        + " less than `gain` to the expected number of accepted tokens.",
                (run, a) -> new BestFirst(size("budget", a[0]), size("depth", a[1] == null ? a[0] : a[1]), number(a[2])));
        table.add("beam(width: Int, depth: Int) -> Shape", "Each level keeps the `width` paths of the largest probabilities.",
                (run, a) -> new BeamShape(size("width", a[0]), size("depth", a[1])));
        table.add("stochastic_beam(width: Int, depth: Int) -> Shape",
                "Each level has `width` paths, drawn without replacement from all paths of its length.",
                (run, a) -> new StochasticBeam(size("width", a[0]), size("depth", a[1])));
        table.add("paths(count: Int, length: Int) -> Shape", "As many paths, drawn independently of each other.",
                (run, a) -> new IndependentPaths(size("count", a[0]), size("length", a[1])));
        table.addCalling("shape(children: (Node) -> Int) -> Shape",
                "As many children as the block says for each node, drawn without replacement; 0 stops there.",
                (run, a) -> new FunctionShape(node -> size("children", ((FunctionValue) a[0]).call(run, node))));

        table.section("Rules of verification");
        table.add("exact -> Rule", "Accepts what the target's greedy decoding would write: the output is the target's greedy output.",
                (run, a) -> new Exact());
        table.add("rejection -> Rule",
                "Rejection sampling with the residual, for chains and trees: the output has the target's distribution.",
                (run, a) -> new Rejection());
        table.add("typical(epsilon: Float, delta: Float) -> Rule",
                "Accepts tokens of probability above min(epsilon, delta exp(-entropy)); not lossless.",
                (run, a) -> new Typical(number(a[0]), number(a[1])));
        table.add("threshold(probability: Float) -> Rule", "Accepts tokens of at least this probability; not lossless.",
                (run, a) -> new Threshold(number(a[0])));
        table.add("k_seq -> Rule", "Sequential selection among drafts drawn independently (K-SEQ): the output has the target's distribution.",
                (run, a) -> new KSeq());
        table.addCalling("rule(acceptance: (Dist, Dist, Node) -> Float) -> Rule",
                "Accepts each node with the probability that a block gives from the target's distribution, the draft's and the node.",
                (run, a) -> new FunctionRule((p, q, node) -> number(((FunctionValue) a[0]).call(run, p, q, node))));

        table.add("open_ended(rule: Rule) -> Rule",
                "As `exact`, `rejection` or `k_seq`, but adds no token to a path that is accepted to its end.",
                (run, a) -> new OpenEnded((Rule) a[0]));

        addReading(table);
    }

    private static void addReading(BuiltinTable table) {
        table.section("Draft trees");
        table.add("tree_of(context: Context, paths: List<Tokens>) -> Tree", "The tree of given token sequences after a context.",
                (run, a) -> Tree.ofSequences(context(a[0]), list(a[1])));
        table.addAsking("drawn(context: Context, tokens: Tokens, model: Model) -> Tree",
                "The draft of tokens that were drawn from a model, such as those that a lossless strategy wrote for it.",
                (run, a) -> Tree.drawn(context(a[0]), list(a[1]), model(a[2])));
        table.add("operator_add(tree: Tree, next: Tree) -> Tree",
                "The tree with another going on from its node of the context that the other grew from.",
                (run, a) -> tree(a[0]).then(tree(a[1])));
        table.add("Tree.below(node: Node) -> Tree", "What was drafted below a node.", (run, a) -> tree(a[0]).below(node(a[1])));
        table.add("Tree.take(levels: Int) -> Tree", "The first levels.", (run, a) -> tree(a[0]).take(notNegative("levels", a[1])));
        table.add("Tree.root -> Node", "The node of the context that the tree grew from.", (run, a) -> tree(a[0]).root());
        table.add("Tree.nodes -> List<Node>", "The drafted nodes, parents before children; without the root.",
                (run, a) -> tree(a[0]).nodes());
        table.add("Tree.leaves -> List<Node>", "The nodes without children.", (run, a) -> tree(a[0]).leaves());
        table.add("Tree.leaf -> Node", "The last node of the first path: the end of a chain.", (run, a) -> firstLeaf(tree(a[0])));
        table.add("Tree.paths -> List<Tokens>", "The token sequences from the root to each leaf.", (run, a) -> tree(a[0]).paths());
        table.add("Tree.size -> Int", "The number of drafted tokens.", (run, a) -> (long) tree(a[0]).size());
        table.add("Tree.depth -> Int", "The length of the longest path.", (run, a) -> (long) tree(a[0]).depth());
        table.add("Tree.children(node: Node) -> List<Node>", "The children of a node.",
                (run, a) -> tree(a[0]).children((Node) a[1]));
        table.add("Node.context -> Context", "The context that the node stands for.", (run, a) -> node(a[0]).context());
        table.add("Node.token -> Token", "The drafted token; an error at the root.", (run, a) -> drafted(node(a[0])).token());
        table.add("Node.parent -> Node", "The node it grew from; an error at the root.",
                (run, a) -> drafted(node(a[0])).parent());
        table.add("Node.depth -> Int", "How many drafted tokens lead to it.", (run, a) -> (long) node(a[0]).depth());
        table.add("Node.proposal -> Dist?", "The distribution that its token came from; null where tokens were given.",
                (run, a) -> node(a[0]).proposal());
        table.add("Node.log_probability -> Float", "The natural-log probability of its path under the proposals.",
                (run, a) -> node(a[0]).logProbability());
        table.add("Verified.tokens -> Tokens", "The accepted tokens and the one that follows them.",
                (run, a) -> ((Verified) a[0]).tokens());
        table.add("Verified.accepted -> Int", "How many drafted tokens were accepted.",
                (run, a) -> (long) ((Verified) a[0]).accepted());
        table.add("Verified.accepted_all -> Bool", "Whether a whole path of the tree was accepted.",
                (run, a) -> ((Verified) a[0]).acceptedAll());
        table.add("Verified.context -> Context", "The context after the accepted tokens and the one that follows.",
                (run, a) -> ((Verified) a[0]).context());
    }

    private static List<Integer> widths(Object value) {
        List<Integer> widths = new ArrayList<>();
        for (Object width : list(value)) {
            widths.add((int) Math.clamp(integer(width), Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        return widths;
    }

    private static Tree tree(Object value) {
        return (Tree) value;
    }

    private static Node node(Object value) {
        return (Node) value;
    }

    private static Node drafted(Node node) {
        if (node.parent() == null) {
            throw new DecantException("the root of a draft has no token of its own", "test `.depth > 0` first");
        }
        return node;
    }

    private static Node firstLeaf(Tree tree) {
        return tree.leaves().isEmpty() ? tree.root() : tree.leaves().getFirst();
    }
}
