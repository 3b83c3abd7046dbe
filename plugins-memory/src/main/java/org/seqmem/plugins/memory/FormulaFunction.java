// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameterDefinition;
import com.ezylang.evalex.parser.Token;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** A function that formulas may call, as the expression library wants to see it. */
final class FormulaFunction implements FunctionIfc {

    /** By name; {@link StrictMath}, so that every Java platform computes the same bits. */
    private static final Map<String, FormulaFunction> ALL = all();

    private final List<FunctionParameterDefinition> parameters;
    private final ToDoubleFunction<double[]> body;

    private FormulaFunction(int arguments, ToDoubleFunction<double[]> body) {
        FunctionParameterDefinition argument =
                FunctionParameterDefinition.builder().name("value").build();
        this.parameters = Collections.nCopies(arguments, argument);
        this.body = body;
    }

    static Map<String, FormulaFunction> byName() {
        return ALL;
    }

    double apply(double[] arguments) {
        return body.applyAsDouble(arguments);
    }

    @Override
    public List<FunctionParameterDefinition> getFunctionParameterDefinitions() {
        return parameters;
    }

    @Override
    public boolean hasVarArgs() {
        return false;
    }

    @Override
    public void validatePreEvaluation(Token token, EvaluationValue... values) {
        throw notEvaluated();
    }

    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values) {
        throw notEvaluated();
    }

    /** The library computes in decimals; formulas compute in doubles and only let it parse. */
    private static UnsupportedOperationException notEvaluated() {
        return new UnsupportedOperationException("the library parses formulas, nothing more");
    }

    private static Map<String, FormulaFunction> all() {
        Map<String, FormulaFunction> all = new TreeMap<>();
        all.put("abs", unary(Math::abs));
        all.put("acos", unary(StrictMath::acos));
        all.put("asin", unary(StrictMath::asin));
        all.put("atan", unary(StrictMath::atan));
        all.put("ceil", unary(StrictMath::ceil));
        all.put("cos", unary(StrictMath::cos));
        all.put("cosh", unary(StrictMath::cosh));
        all.put("exp", unary(StrictMath::exp));
        all.put("floor", unary(StrictMath::floor));
        all.put("if", new FormulaFunction(3, values -> values[0] != 0 ? values[1] : values[2]));
        all.put("log", unary(StrictMath::log));
        all.put("log10", unary(StrictMath::log10));
        all.put("max", binary(Math::max));
        all.put("min", binary(Math::min));
        all.put("sign", unary(Math::signum));
        all.put("sin", unary(StrictMath::sin));
        all.put("sinh", unary(StrictMath::sinh));
        all.put("sqrt", unary(StrictMath::sqrt));
        all.put("tan", unary(StrictMath::tan));
        all.put("tanh", unary(StrictMath::tanh));
        return Collections.unmodifiableMap(all);
    }

    private static FormulaFunction unary(DoubleUnaryOperator body) {
        return new FormulaFunction(1, values -> body.applyAsDouble(values[0]));
    }

    private static FormulaFunction binary(DoubleBinaryOperator body) {
        return new FormulaFunction(2, values -> body.applyAsDouble(values[0], values[1]));
    }
}
