// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** What remains of a matrix after its best approximation of a given rank. */
final class SingularTails {

    /** Distance of neighbouring doubles around 1. */
    private static final double EPSILON = Math.ulp(1.0);

    private SingularTails() {}

    /**
     * The sums of the squared singular values beyond the m largest ones, for m = 0 to the smaller
     * side of the matrix. By Eckart and Young (1936) the m-th one is the least squared Frobenius
     * distance to a matrix of rank m. From all eigenvalues of the smaller Gram matrix, rounded
     * down: what a decomposition may have added by rounding is taken off, so that a tail that is
     * zero in exact arithmetic is zero here.
     */
    static double[] of(DMatrixRMaj matrix) {
        double[] squares = squaredSingularValues(matrix);
        int size = squares.length;
        double largest = Arrays.stream(squares).max().orElse(0);
        double[] tails = new double[size + 1];
        double sum = 0;
        for (int beyond = 1; beyond <= size; beyond++) {
            sum += Math.max(0, squares[beyond - 1]);
            double rounding = (double) beyond * size * EPSILON * largest;
            tails[size - beyond] = Math.max(0, sum - rounding);
        }
        return tails;
    }

    /** In ascending order. */
    private static double[] squaredSingularValues(DMatrixRMaj matrix) {
        boolean wide = matrix.numCols > matrix.numRows;
        int size = wide ? matrix.numRows : matrix.numCols;
        if (size == 0) {
            return new double[0];
        }
        DMatrixRMaj gram = new DMatrixRMaj(size, size);
        if (wide) {
            CommonOps_DDRM.multOuter(matrix, gram);
        } else {
            CommonOps_DDRM.multInner(matrix, gram);
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen =
                DecompositionFactory_DDRM.eig(size, false, true);
        if (!eigen.decompose(gram)) {
            throw new ArithmeticException("the eigenvalues of a Gram matrix did not converge");
        }
        double[] squares = new double[size];
        for (int i = 0; i < size; i++) {
            squares[i] = eigen.getEigenvalue(i).getReal();
        }
        Arrays.sort(squares);
        return squares;
    }
}
