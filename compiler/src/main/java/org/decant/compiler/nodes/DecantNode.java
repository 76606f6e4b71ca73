package org.decant.compiler.nodes;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper.OutgoingConverter;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.decant.compiler.value.GuestValue;
import org.decant.runtime.diagnostic.Span;

/// A construct of a script, ready to run.
///
/// The checker has decided all types, so a parent knows which method to call: [#executeLong] for Int, [#executeDouble]
/// for Float, [#executeBoolean] for Bool, [#execute] for everything else and wherever a value is wanted as an object
/// (`Int?` is an object), [#executeVoid] where there is no value or it is not wanted.
@GenerateWrapper
@ExportLibrary(NodeLibrary.class)
public abstract class DecantNode extends Node implements InstrumentableNode {
    @CompilationFinal private Span span;
    @CompilationFinal private boolean statement;

    /// The value as an object: Long, Double, Boolean, or what the type's class is; null for `null` and for no value.
    public abstract Object execute(VirtualFrame frame);

    public long executeLong(VirtualFrame frame) {
        return (long) execute(frame);
    }

    public double executeDouble(VirtualFrame frame) {
        return (double) execute(frame);
    }

    public boolean executeBoolean(VirtualFrame frame) {
        return (boolean) execute(frame);
    }

    public void executeVoid(VirtualFrame frame) {
        execute(frame);
    }

    /// Says where in the script this node comes from; set once, by the translator.
    @SuppressWarnings("unchecked")
    public final <N extends DecantNode> N at(Span place) {
        span = place;
        return (N) this;
    }

    /// Marks a step that debuggers stop at.
    public final void markStatement() {
        statement = true;
    }

    public final Span span() {
        return span;
    }

    /// The variable whose value this node gives as it is; -1 where it does anything else.
    protected int variable() {
        return -1;
    }

    /// The node of what is given for a parameter of this operation; null where it has no such parameter.
    protected DecantNode given(@SuppressWarnings("unused") String parameter) {
        return null;
    }

    /// [#variable] of a child, which an instrument may have wrapped.
    protected static int variableOf(DecantNode child) {
        return (child instanceof WrapperNode wrapper ? (DecantNode) wrapper.getDelegateNode() : child).variable();
    }

    /// The argument of the running strategy or function whose value this node gives as it is; null where it does anything
    /// else.
    final ParameterSlots.Argument argument() {
        return getRootNode() instanceof DecantRootNode root ? root.parameters().argument(variableOf(this)) : null;
    }

    /// The first node in or below this one, in the order of the text, that gives an argument of the running strategy or
    /// function as it is; null where there is none.
    protected static DecantNode firstArgument(Node node) {
        if (node instanceof DecantNode known && known.argument() != null) {
            return known;
        }
        for (Node child : node.getChildren()) {
            DecantNode found = firstArgument(child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    @TruffleBoundary
    public SourceSection getSourceSection() {
        if (span == null || !(getRootNode() instanceof DecantRootNode root)) {
            return null;
        }
        Source source = root.source();
        return source.createSection(span.start(), span.end() - span.start());
    }

    @Override
    public boolean isInstrumentable() {
        return span != null;
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.StatementTag.class ? statement : tag == StandardTags.ExpressionTag.class;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new DecantNodeWrapper(this, probe);
    }

    /// Values as instruments see them.
    @OutgoingConverter
    final Object forInstruments(Object value) {
        return GuestValue.of(value);
    }

    @ExportMessage
    final boolean hasScope(Frame frame) {
        return getRootNode() instanceof DecantRootNode;
    }

    @ExportMessage
    final Object getScope(Frame frame, @SuppressWarnings("unused") boolean nodeEnter) {
        return scope(frame == null ? null : frame.materialize());
    }

    @TruffleBoundary
    private Object scope(MaterializedFrame frame) {
        return new LocalScope((DecantRootNode) getRootNode(), frame);
    }
}
