package org.decant.runtime.draft;

import java.util.List;

/// A draft tree on its way. As long as the frontier is not empty, the caller makes a proposal for each of its nodes,
/// all in one pass of the drafter, and gives them back.
public interface Growth {

    /// The nodes that a proposal is wanted for; empty when the tree is done.
    List<Node> frontier();

    /// Takes a proposal for each node of the frontier, in its order: a `Dist`, a list of `Token`s, or a list of
    /// `Tuple`s of a token and its natural-log probability. An empty list ends the tree at that node.
    ///
    /// @throws org.decant.runtime.diagnostic.DecantException where one is nothing of these, or not what the shape needs
    void proposals(List<?> proposals);

    /// The tree, once the frontier is empty.
    Tree tree();
}
