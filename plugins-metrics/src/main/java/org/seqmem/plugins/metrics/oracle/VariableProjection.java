// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.oracle;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Fits a stable linear recurrence to a kernel by weighted least squares, from given start poles.
 *
 * <p><b>Formula:</b> of the lags s = 1..T-1 (lag 0 is free through the direct term)
 *
 * <pre>{@code
 * minimise over poles p:  min over c of  sum_s w_s (rho_s - (Phi(p) c)_s)^2
 * }</pre>
 *
 * <p>The read-out c is eliminated by linear least squares and the poles follow the
 * Levenberg-Marquardt method with Kaufman's Jacobian, whose gradient is exact.
 *
 * <p><b>Source:</b> Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear least
 * squares problems whose variables separate" (1973); Kaufman, "A variable projection method for
 * solving separable nonlinear least squares problems" (1975).
 */
final class VariableProjection {

    /** Singular values of the basis below this part of the largest are noise: left out. */
    private static final double NEGLIGIBLE = 1e-11;

    /** A fit that gains less in one iteration, relative to its error, has arrived. */
    private static final double ARRIVED = 1e-7;

    private static final int MOST_ITERATIONS = 200;

    /** Damping at which a step is too short to change the error: the fit is at a minimum. */
    private static final double STIFFEST = 1e12;

    private final DMatrixRMaj target;
    private final double[] rootWeights;

    /**
     * @param rho the kernel at lags 0 to T - 1
     * @param weights of the squared errors of the lags, T numbers
     */
    VariableProjection(double[] rho, double[] weights) {
        int rows = rho.length - 1;
        this.rootWeights = new double[rows];
        this.target = new DMatrixRMaj(rows, 1);
        for (int s = 0; s < rows; s++) {
            rootWeights[s] = Math.sqrt(weights[s + 1]);
            target.set(s, 0, rootWeights[s] * rho[s + 1]);
        }
    }

    /** The poles at one point of the search, with the best read-out for them. */
    final class Point {

        private final Poles poles;
        private final DMatrixRMaj span;
        private final double[] readOut;
        private final DMatrixRMaj residual;

        Point(Poles poles) {
            this.poles = poles;
            DMatrixRMaj basis = weighted(poles.basis(rootWeights.length));
            SingularValueDecomposition_F64<DMatrixRMaj> svd =
                    DecompositionFactory_DDRM.svd(basis.numRows, basis.numCols, true, true, true);
            if (!svd.decompose(basis.copy())) {
                throw new ArithmeticException("the singular values of a basis did not converge");
            }
            this.span = svd.getU(null, false);
            double[] singular = svd.getSingularValues();
            double least = NEGLIGIBLE * Arrays.stream(singular).max().orElse(0);
            DMatrixRMaj coordinates = new DMatrixRMaj(span.numCols, 1);
            CommonOps_DDRM.multTransA(span, target, coordinates);
            for (int i = 0; i < span.numCols; i++) {
                boolean used = singular[i] > least;
                coordinates.set(i, 0, used ? coordinates.get(i, 0) / singular[i] : 0);
                for (int row = 0; !used && row < span.numRows; row++) {
                    span.set(row, i, 0);
                }
            }
            DMatrixRMaj solution = new DMatrixRMaj(basis.numCols, 1);
            CommonOps_DDRM.mult(svd.getV(null, false), coordinates, solution);
            this.readOut = solution.data;
            this.residual = target.copy();
            CommonOps_DDRM.multAdd(-1, basis, solution, residual);
        }

        /** The weighted sum of squared errors that these poles with their read-out make. */
        double error() {
            return CommonOps_DDRM.dot(residual, residual);
        }

        /** How the residual moves with the parameters of the poles, the read-out following. */
        DMatrixRMaj jacobian() {
            DMatrixRMaj slopes = weighted(poles.slopes(readOut, rootWeights.length));
            DMatrixRMaj within = new DMatrixRMaj(span.numCols, slopes.numCols);
            CommonOps_DDRM.multTransA(span, slopes, within);
            DMatrixRMaj jacobian = slopes;
            CommonOps_DDRM.multAdd(-1, span, within, jacobian);
            CommonOps_DDRM.scale(-1, jacobian);
            return jacobian;
        }

        /** Half the derivatives of the error by the parameters of the poles. */
        DMatrixRMaj gradient(DMatrixRMaj jacobian) {
            DMatrixRMaj gradient = new DMatrixRMaj(poles.count(), 1);
            CommonOps_DDRM.multTransA(jacobian, residual, gradient);
            return gradient;
        }
    }

    Point at(Poles poles) {
        return new Point(poles);
    }

    /** The least error that is found downhill from some poles. */
    double descend(Poles start) {
        Point point = at(start);
        double damping = 1e-3;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            DMatrixRMaj jacobian = point.jacobian();
            DMatrixRMaj normal = new DMatrixRMaj(jacobian.numCols, jacobian.numCols);
            CommonOps_DDRM.multInner(jacobian, normal);
            DMatrixRMaj gradient = point.gradient(jacobian);
            double before = point.error();
            Point next = point;
            while (next == point && damping < STIFFEST) {
                Point candidate = at(point.poles.moved(step(normal, gradient, damping)));
                if (candidate.error() < before) {
                    next = candidate;
                    damping = Math.max(1e-12, damping / 3);
                } else {
                    damping *= 4;
                }
            }
            point = next;
            if (before - point.error() <= ARRIVED * before) {
                return point.error();
            }
        }
        return point.error();
    }

    private static double[] step(DMatrixRMaj normal, DMatrixRMaj gradient, double damping) {
        int size = normal.numCols;
        DMatrixRMaj damped = normal.copy();
        double scale = CommonOps_DDRM.trace(normal) / size;
        for (int i = 0; i < size; i++) {
            // The mean beside the own curvature: a parameter without influence must not run away.
            damped.add(i, i, damping * (normal.get(i, i) + 1e-3 * scale) + Double.MIN_NORMAL);
        }
        DMatrixRMaj step = new DMatrixRMaj(size, 1);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
        if (!solver.setA(damped)) {
            return new double[size];
        }
        solver.solve(gradient, step);
        CommonOps_DDRM.scale(-1, step);
        return step.data;
    }

    private DMatrixRMaj weighted(DMatrixRMaj matrix) {
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                int i = row * matrix.numCols + column;
                matrix.data[i] *= rootWeights[row];
            }
        }
        return matrix;
    }
}
