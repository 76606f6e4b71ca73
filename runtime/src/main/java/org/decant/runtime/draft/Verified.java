package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Token;

/// What a verification came to: a path of the tree and the token after it.
///
/// @param tree  the draft
/// @param last  the deepest accepted node; the root where none was
/// @param bonus the token that the target adds: a correction where drafted children were rejected, a bonus where there
///              were none; null where the path ends with an end token
public record Verified(Tree tree, Node last, Token bonus) {

    /// How many drafted tokens were accepted.
    public int accepted() {
        return last.depth();
    }

    /// Whether the path was accepted down to a leaf.
    public boolean acceptedAll() {
        return tree.children(last).isEmpty();
    }

    /// The accepted tokens and the target's one after them.
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>(last.context().lastTokens(last.depth()));
        if (bonus != null) {
            tokens.add(bonus);
        }
        return List.copyOf(tokens);
    }

    /// The tree's context followed by [#tokens].
    public Context context() {
        return bonus == null ? last.context() : last.context().plus(bonus);
    }
}
