// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.Token;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.seqmem.plugins.memory.FormulaMemoryConfig.Parameter;

/**
 * A real function of the lag, given as text.
 *
 * <p>A formula has numbers ({@code 0.5}, {@code 1e-3}), the lag {@code s}, {@code pi}, {@code e},
 * the names of parameters, parentheses, {@code + - * / %} and {@code ^} (a power, which binds
 * tighter than a sign and to the right), comparisons {@code < <= > >= == !=}, which are 1 or 0,
 * {@code && || !}, for which 0 is false and everything else true, and the functions abs, acos,
 * asin, atan, ceil, cos, cosh, exp, floor, if(condition, then, else), log (natural), log10, max,
 * min (of two), sign, sin, sinh, sqrt, tan, tanh; angles are in radians, case matters, no operator
 * is ever implied. All arithmetic is that of doubles, with {@link StrictMath}: 1/0 is infinite and
 * 0/0 is not a number.
 *
 * <p>EvalEx parses, which is what it does well: it is kept and names the character of an error. Its
 * own evaluation is in decimals with 68 digits and knows no infinity, so the syntax tree is turned
 * into a function of doubles here, which is also 100 times faster. Immutable.
 */
final class Formula {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final String LAG = "s";
    private static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "e", Math.E);

    private final Node root;

    private Formula(Node root) {
        this.root = root;
    }

    /** A part of a formula. */
    private interface Node {
        double at(double lag);
    }

    /**
     * Parses a formula.
     *
     * @param text the formula
     * @param parameters names and values
     * @throws IllegalArgumentException if it is no formula or has a name without a value; the
     *     sentence names the character, counted from 1
     */
    static Formula parse(String text, List<Parameter> parameters) {
        Map<String, Double> values = new TreeMap<>(CONSTANTS);
        for (Parameter parameter : parameters) {
            values.put(parameter.name(), parameter.value());
        }
        return new Formula(new Compiler(text, values).node(FormulaSyntax.tree(text)));
    }

    /**
     * Checks the name of a parameter.
     *
     * @throws IllegalArgumentException if it is taken, or none that can be written in a formula
     */
    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the parameter name \""
                            + name
                            + "\" must be letters, digits and underscores, a letter first");
        }
        if (name.equals(LAG)
                || CONSTANTS.containsKey(name)
                || FormulaFunction.byName().containsKey(name)) {
            throw new IllegalArgumentException(
                    "the parameter name \"" + name + "\" already means something in formulas");
        }
    }

    /** The value at a lag; infinite or not a number where the formula is undefined. */
    double at(int lag) {
        return root.at(lag);
    }

    /** Turns the syntax tree of one formula into a function. */
    private record Compiler(String text, Map<String, Double> values) {

        Node node(ASTNode tree) {
            Token token = tree.getToken();
            return switch (token.getType()) {
                case NUMBER_LITERAL -> constant(number(token));
                case VARIABLE_OR_CONSTANT -> named(token);
                case PREFIX_OPERATOR -> prefix(token, node(tree.getParameters().get(0)));
                case INFIX_OPERATOR ->
                        infix(
                                token,
                                node(tree.getParameters().get(0)),
                                node(tree.getParameters().get(1)));
                case FUNCTION ->
                        call(token, tree.getParameters().stream().map(this::node).toList());
                default -> throw unknown(token);
            };
        }

        private static Node constant(double value) {
            return lag -> value;
        }

        private double number(Token token) {
            try {
                return Double.parseDouble(token.getValue());
            } catch (NumberFormatException e) {
                throw FormulaSyntax.error(
                        text,
                        token.getStartPosition(),
                        "\"" + token.getValue() + "\" is not a decimal number");
            }
        }

        private Node named(Token token) {
            String name = token.getValue();
            if (name.equals(LAG)) {
                return lag -> lag;
            }
            Double value = values.get(name);
            if (value == null) {
                throw FormulaSyntax.error(
                        text,
                        token.getStartPosition(),
                        "nothing is named \"" + name + "\"; there are " + names());
            }
            return constant(value);
        }

        private String names() {
            TreeSet<String> names = new TreeSet<>(values.keySet());
            names.add(LAG);
            return String.join(", ", names) + "; a parameter needs a name and a value";
        }

        private Node prefix(Token token, Node value) {
            return switch (token.getValue()) {
                case "+" -> value;
                case "-" -> lag -> -value.at(lag);
                case "!" -> lag -> truth(value.at(lag) == 0);
                default -> throw unknown(token);
            };
        }

        private Node infix(Token token, Node left, Node right) {
            return switch (token.getValue()) {
                case "+" -> lag -> left.at(lag) + right.at(lag);
                case "-" -> lag -> left.at(lag) - right.at(lag);
                case "*" -> lag -> left.at(lag) * right.at(lag);
                case "/" -> lag -> left.at(lag) / right.at(lag);
                case "%" -> lag -> left.at(lag) % right.at(lag);
                case "^" -> lag -> StrictMath.pow(left.at(lag), right.at(lag));
                case "<" -> lag -> truth(left.at(lag) < right.at(lag));
                case "<=" -> lag -> truth(left.at(lag) <= right.at(lag));
                case ">" -> lag -> truth(left.at(lag) > right.at(lag));
                case ">=" -> lag -> truth(left.at(lag) >= right.at(lag));
                case "==" -> lag -> truth(left.at(lag) == right.at(lag));
                case "!=" -> lag -> truth(left.at(lag) != right.at(lag));
                case "&&" -> lag -> truth(left.at(lag) != 0 && right.at(lag) != 0);
                case "||" -> lag -> truth(left.at(lag) != 0 || right.at(lag) != 0);
                default -> throw unknown(token);
            };
        }

        private Node call(Token token, List<Node> arguments) {
            FormulaFunction function = FormulaFunction.byName().get(token.getValue());
            if (function == null) {
                throw unknown(token);
            }
            return lag -> {
                double[] given = new double[arguments.size()];
                for (int i = 0; i < given.length; i++) {
                    given[i] = arguments.get(i).at(lag);
                }
                return function.apply(given);
            };
        }

        private static double truth(boolean condition) {
            return condition ? 1 : 0;
        }

        /** Operators and texts that the library knows and formulas do not. */
        private IllegalArgumentException unknown(Token token) {
            return FormulaSyntax.error(
                    text,
                    token.getStartPosition(),
                    "\"" + token.getValue() + "\" has no meaning in a formula");
        }
    }
}
