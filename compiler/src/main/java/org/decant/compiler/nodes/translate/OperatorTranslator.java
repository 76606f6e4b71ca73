package org.decant.compiler.nodes.translate;

import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.operator.AddFloatNode;
import org.decant.compiler.nodes.operator.AddIntNode;
import org.decant.compiler.nodes.operator.AndNode;
import org.decant.compiler.nodes.operator.DivideFloatNode;
import org.decant.compiler.nodes.operator.EqualBoolNode;
import org.decant.compiler.nodes.operator.EqualFloatNode;
import org.decant.compiler.nodes.operator.EqualIntNode;
import org.decant.compiler.nodes.operator.EqualNode;
import org.decant.compiler.nodes.operator.GreaterFloatNode;
import org.decant.compiler.nodes.operator.GreaterIntNode;
import org.decant.compiler.nodes.operator.GreaterOrEqualFloatNode;
import org.decant.compiler.nodes.operator.GreaterOrEqualIntNode;
import org.decant.compiler.nodes.operator.IntToFloatNode;
import org.decant.compiler.nodes.operator.LessFloatNode;
import org.decant.compiler.nodes.operator.LessIntNode;
import org.decant.compiler.nodes.operator.LessOrEqualFloatNode;
import org.decant.compiler.nodes.operator.LessOrEqualIntNode;
import org.decant.compiler.nodes.operator.MultiplyFloatNode;
import org.decant.compiler.nodes.operator.MultiplyIntNode;
import org.decant.compiler.nodes.operator.NegateFloatNode;
import org.decant.compiler.nodes.operator.NegateIntNode;
import org.decant.compiler.nodes.operator.NodeToContextNode;
import org.decant.compiler.nodes.operator.NotNode;
import org.decant.compiler.nodes.operator.NotNullNode;
import org.decant.compiler.nodes.operator.OrNode;
import org.decant.compiler.nodes.operator.RemainderFloatNode;
import org.decant.compiler.nodes.operator.RemainderIntNode;
import org.decant.compiler.nodes.operator.SubtractFloatNode;
import org.decant.compiler.nodes.operator.SubtractIntNode;
import org.decant.compiler.typed.Code;
import org.decant.compiler.types.Type;

/// Makes nodes of operators; the operands' types choose the node.
final class OperatorTranslator {
    private final CodeTranslator codes;

    OperatorTranslator(CodeTranslator codes) {
        this.codes = codes;
    }

    private static boolean isInt(Code code) {
        return code.type().resolved() == Type.INT;
    }

    DecantNode arithmetic(Code.ArithmeticOperation operation) {
        DecantNode left = codes.translate(operation.left());
        DecantNode right = codes.translate(operation.right());
        boolean whole = isInt(operation);
        return switch (operation.operator()) {
            case ADD -> whole ? new AddIntNode(left, right) : new AddFloatNode(left, right);
            case SUBTRACT -> whole ? new SubtractIntNode(left, right) : new SubtractFloatNode(left, right);
            case MULTIPLY -> whole ? new MultiplyIntNode(left, right) : new MultiplyFloatNode(left, right);
            case DIVIDE -> new DivideFloatNode(left, right);
            case REMAINDER -> whole ? new RemainderIntNode(left, right) : new RemainderFloatNode(left, right);
        };
    }

    DecantNode compare(Code.Compare compare) {
        DecantNode left = codes.translate(compare.left());
        DecantNode right = codes.translate(compare.right());
        boolean whole = isInt(compare.left());
        return switch (compare.operator()) {
            case LESS -> whole ? new LessIntNode(left, right) : new LessFloatNode(left, right);
            case LESS_OR_EQUAL -> whole ? new LessOrEqualIntNode(left, right) : new LessOrEqualFloatNode(left, right);
            case GREATER -> whole ? new GreaterIntNode(left, right) : new GreaterFloatNode(left, right);
            case GREATER_OR_EQUAL -> whole ? new GreaterOrEqualIntNode(left, right)
                    : new GreaterOrEqualFloatNode(left, right);
        };
    }

    DecantNode equal(Code.Equal equal) {
        DecantNode left = codes.translate(equal.left());
        DecantNode right = codes.translate(equal.right());
        Type a = equal.left().type().resolved();
        Type b = equal.right().type().resolved();
        DecantNode node = a != b ? new EqualNode(left, right) : a == Type.INT ? new EqualIntNode(left, right)
                : a == Type.FLOAT ? new EqualFloatNode(left, right) : a == Type.BOOL ? new EqualBoolNode(left, right)
                : new EqualNode(left, right);
        return equal.negated() ? new NotNode(node.at(equal.span())) : node;
    }

    DecantNode negate(Code.Negate negate) {
        DecantNode operand = codes.translate(negate.operand());
        return isInt(negate) ? new NegateIntNode(operand) : new NegateFloatNode(operand);
    }

    DecantNode not(Code.Not not) {
        return new NotNode(codes.translate(not.operand()));
    }

    DecantNode and(Code.And and) {
        return new AndNode(codes.translate(and.left()), codes.translate(and.right()));
    }

    DecantNode or(Code.Or or) {
        return new OrNode(codes.translate(or.left()), codes.translate(or.right()));
    }

    DecantNode convert(Code.Convert convert) {
        DecantNode operand = codes.translate(convert.operand());
        return switch (convert.conversion()) {
            case INT_TO_FLOAT -> new IntToFloatNode(operand);
            case NODE_TO_CONTEXT -> new NodeToContextNode(operand);
            case NOT_NULL -> new NotNullNode(operand);
        };
    }
}
