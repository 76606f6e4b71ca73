package org.decant.compiler.nodes.translate;

import com.oracle.truffle.api.frame.FrameSlotKind;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.call.CallBuiltinNode;
import org.decant.compiler.nodes.call.ChainNode;
import org.decant.compiler.nodes.call.LeafValueNode;
import org.decant.compiler.tensor.Chain;
import org.decant.compiler.tensor.ChainRunner;
import org.decant.compiler.typed.Code;

/// Makes the node of a tensor chain.
final class ChainTranslator {
    private final CodeTranslator codes;
    private final Chain chain;
    private final int[] slots;
    private final DecantNode[] leaves;

    ChainTranslator(CodeTranslator codes, FrameSlots frame, Chain chain) {
        this.codes = codes;
        this.chain = chain;
        this.slots = new int[chain.leaves().size()];
        this.leaves = new DecantNode[slots.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = frame.add(FrameSlotKind.Object);
            leaves[i] = codes.translate(chain.leaves().get(i).code());
        }
    }

    DecantNode translate(ChainRunner runner) {
        return new ChainNode(runner, leaves, slots, step(chain.call()));
    }

    private DecantNode step(Code code) {
        int leaf = chain.leaf(code);
        if (leaf >= 0) {
            return new LeafValueNode(slots[leaf], leaves[leaf]);
        }
        if (code instanceof Code.CallBuiltin call) {
            DecantNode[] arguments = call.arguments().stream().map(this::step).toArray(DecantNode[]::new);
            return new CallBuiltinNode(call.builtin(), arguments).at(call.span());
        }
        return codes.translate(code);
    }
}
