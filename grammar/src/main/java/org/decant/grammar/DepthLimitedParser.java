package org.decant.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/// The base of the generated parser. It counts how deep its rules are nested, because a text of ten thousand open
/// brackets must be an error of the text and not one of the machine's stack.
public abstract class DepthLimitedParser extends Parser {

    /// So many rules fit a stack of half a megabyte; about a hundred nested blocks or parentheses need them.
    public static final int MAXIMUM_DEPTH = 1_000;

    private int depth;

    protected DepthLimitedParser(TokenStream input) {
        super(input);
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int rule) {
        goDeeper();
        super.enterRule(context, state, rule);
    }

    @Override
    public void exitRule() {
        depth--;
        super.exitRule();
    }

    @Override
    public void enterRecursionRule(ParserRuleContext context, int state, int rule, int precedence) {
        goDeeper();
        super.enterRecursionRule(context, state, rule, precedence);
    }

    @Override
    public void unrollRecursionContexts(ParserRuleContext parent) {
        depth--;
        super.unrollRecursionContexts(parent);
    }

    @Override
    public void reset() {
        depth = 0;
        super.reset();
    }

    private void goDeeper() {
        if (++depth > MAXIMUM_DEPTH) {
            throw new TooDeep(getCurrentToken());
        }
    }

    /// Thrown through all rules: after it there is nothing to recover.
    public static final class TooDeep extends RuntimeException {
        private final transient Token token;

        TooDeep(Token token) {
            super("nested too deeply", null, false, false);
            this.token = token;
        }

        public Token token() {
            return token;
        }
    }
}
