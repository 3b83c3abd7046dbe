// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.PrefixOperator;
import com.ezylang.evalex.operators.booleans.PrefixNotOperator;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import com.ezylang.evalex.parser.Token.TokenType;
import com.ezylang.evalex.parser.Tokenizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From the text of a formula to its syntax tree, by EvalEx. Between its tokens and its tree stands
 * a check of their order, because for a missing operator or an open parenthesis the library names
 * the whole text instead of a character, and some orders it fails on in other ways.
 */
final class FormulaSyntax {

    private static final ExpressionConfiguration CONFIGURATION =
            ExpressionConfiguration.builder()
                    .functionDictionary(new Functions())
                    .arraysAllowed(false)
                    .structuresAllowed(false)
                    .implicitMultiplicationAllowed(false)
                    // equal to a sign's, and both to the right: then -2^2 is -4, as everywhere in
                    // mathematics, and 2^-1 can be read
                    .powerOfPrecedence(OperatorIfc.OPERATOR_PRECEDENCE_UNARY)
                    .build()
                    .withAdditionalOperators(Map.entry("!", new Not()));

    /** The tree of such a formula is never too deep for the stack, whatever it nests. */
    private static final int LONGEST = 1000;

    private FormulaSyntax() {}

    /**
     * Parses a formula.
     *
     * @throws IllegalArgumentException if it is no formula; the sentence names the character
     */
    static ASTNode tree(String formula) {
        if (formula.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the formula has "
                            + formula.length()
                            + " characters: at most "
                            + LONGEST
                            + "; values from elsewhere can come from a file");
        }
        try {
            checkOrder(formula, new Tokenizer(formula, CONFIGURATION).parse());
            return new Expression(formula, CONFIGURATION).getAbstractSyntaxTree();
        } catch (ParseException e) {
            throw error(formula, position(formula, e), sentence(e));
        }
    }

    /** An error at a character, counted from 1. */
    static IllegalArgumentException error(String formula, int character, String what) {
        return new IllegalArgumentException(
                "the formula \"" + formula + "\" is wrong at character " + character + ": " + what);
    }

    private static void checkOrder(String formula, List<Token> tokens) {
        Deque<Token> open = new ArrayDeque<>();
        Token before = null;
        boolean valueDue = true;
        for (Token token : tokens) {
            TokenType type = token.getType();
            boolean beginsValue = beginsValue(type);
            if (beginsValue != valueDue) {
                throw error(
                        formula,
                        token.getStartPosition(),
                        (valueDue ? "a value is missing before " : "an operator is missing before ")
                                + quoted(token));
            }
            if (type == TokenType.BRACE_OPEN) {
                open.push(
                        before != null && before.getType() == TokenType.FUNCTION ? before : token);
            } else if (type == TokenType.BRACE_CLOSE) {
                open.pop();
            } else if (type == TokenType.COMMA && !insideFunction(open.peek())) {
                throw error(
                        formula,
                        token.getStartPosition(),
                        "a comma belongs between the arguments of a function");
            }
            valueDue = leavesValueDue(type);
            before = token;
        }
        if (valueDue) {
            throw error(formula, formula.length(), "a value is missing at the end");
        }
    }

    private static boolean insideFunction(@Nullable Token innermost) {
        return innermost != null && innermost.getType() == TokenType.FUNCTION;
    }

    private static boolean beginsValue(TokenType type) {
        return switch (type) {
            case NUMBER_LITERAL,
                    STRING_LITERAL,
                    VARIABLE_OR_CONSTANT,
                    FUNCTION,
                    PREFIX_OPERATOR,
                    BRACE_OPEN ->
                    true;
            default -> false;
        };
    }

    private static boolean leavesValueDue(TokenType type) {
        return switch (type) {
            case NUMBER_LITERAL, STRING_LITERAL, VARIABLE_OR_CONSTANT, BRACE_CLOSE -> false;
            default -> true;
        };
    }

    /** Where the library names the whole text, the parenthesis that is not closed. */
    private static int position(String formula, ParseException e) {
        boolean wholeText = e.getStartPosition() == 1 && e.getTokenString().equals(formula);
        return wholeText ? innermostOpen(formula) : e.getStartPosition();
    }

    private static int innermostOpen(String formula) {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < formula.length(); i++) {
            if (formula.charAt(i) == '(') {
                open.push(i + 1);
            } else if (formula.charAt(i) == ')') {
                open.poll();
            }
        }
        return open.isEmpty() ? 1 : open.pop();
    }

    private static String sentence(ParseException e) {
        String text = String.valueOf(e.getMessage());
        String sentence = text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
        if (text.startsWith("Undefined function")) {
            return sentence + "; there are " + String.join(", ", FormulaFunction.byName().keySet());
        }
        return sentence;
    }

    private static String quoted(Token token) {
        return "\"" + token.getValue() + "\"";
    }

    /** The library's own is to the left, and then cannot be read after another operator. */
    @PrefixOperator(leftAssociative = false)
    private static final class Not extends PrefixNotOperator {}

    /** The functions of formulas, in lower case only. */
    private static final class Functions implements FunctionDictionaryIfc {

        @Override
        public void addFunction(String name, FunctionIfc function) {
            throw new UnsupportedOperationException("formulas have a fixed set of functions");
        }

        @Override
        public @Nullable FunctionIfc getFunction(String name) {
            return FormulaFunction.byName().get(name);
        }
    }
}
