// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.oracle;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Where fits begin. */
final class StartPoles {

    /** Rows and columns of the Hankel matrix: more lags than this add little to a start. */
    private static final int LARGEST_HANKEL = 128;

    /** Parts of the frequencies that rings fill: the best fit of a delay passes a band. */
    private static final double[] BANDS = {1, 0.5, 0.25};

    private StartPoles() {}

    /**
     * Poles evenly on rings, for delays; real poles spaced evenly in the logarithm of their memory,
     * for slow decay; and those of the Hankel matrix, for sums of few exponentials.
     *
     * @param rho the kernel at lags 0 to T - 1
     * @param states m, at least 1, less than T / 2
     */
    static List<Poles> of(double[] rho, int states) {
        List<Poles> starts = new ArrayList<>();
        for (double band : BANDS) {
            starts.add(ring(states, band, rho.length));
        }
        starts.add(logarithmic(states, rho.length));
        if (2 * states < rho.length) {
            starts.add(hankel(rho, states));
        }
        return starts;
    }

    /**
     * The poles of a kernel that a recurrence of as many states makes.
     *
     * @param kernel at lags 0 to T - 1
     * @param states m, at least 1, less than T / 2
     */
    static Poles ofKernel(double[] kernel, int states) {
        return hankel(kernel, states);
    }

    /** Conjugate pairs whose answers fall by a factor of 10 within the sequence. */
    private static Poles ring(int states, double band, int length) {
        double radius = Math.pow(0.1, 1.0 / length);
        List<Complex_F64> poles = new ArrayList<>();
        for (int pair = 0; pair < states / 2; pair++) {
            double angle = Math.PI * band * (2 * pair + 1 + states % 2) / states;
            poles.add(new Complex_F64(radius * Math.cos(angle), radius * Math.sin(angle)));
        }
        if (states % 2 == 1) {
            poles.add(new Complex_F64(radius, 0));
        }
        return poles(poles);
    }

    /** Real poles exp(-1/tau) with tau from half a step to the length. */
    private static Poles logarithmic(int states, int length) {
        List<Complex_F64> poles = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            double tau = 0.5 * Math.pow(2.0 * length, (i + 0.5) / states);
            poles.add(new Complex_F64(Math.exp(-1 / tau), 0));
        }
        return poles(poles);
    }

    /**
     * The poles of the shift between neighbouring rows of the best rank-m basis of the Hankel
     * matrix (Kung, "A new identification and model reduction algorithm via singular value
     * decomposition", 1978); those outside the unit circle are mirrored into it.
     */
    private static Poles hankel(double[] rho, int states) {
        int size = Math.min(rho.length / 2, LARGEST_HANKEL);
        DMatrixRMaj hankel = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                hankel.set(i, j, i + j + 1 < rho.length ? rho[i + j + 1] : 0);
            }
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(size, size, true, false, true);
        if (!svd.decompose(hankel)) {
            throw new ArithmeticException("the singular values of a kernel did not converge");
        }
        DMatrixRMaj left = largest(svd.getU(null, false), svd.getSingularValues(), states);
        DMatrixRMaj upper = CommonOps_DDRM.extract(left, 0, size - 1, 0, states);
        DMatrixRMaj lower = CommonOps_DDRM.extract(left, 1, size, 0, states);
        DMatrixRMaj inverse = new DMatrixRMaj(states, size - 1);
        CommonOps_DDRM.pinv(upper, inverse);
        DMatrixRMaj shift = new DMatrixRMaj(states, states);
        CommonOps_DDRM.mult(inverse, lower, shift);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(states, false);
        if (!eigen.decompose(shift)) {
            return logarithmic(states, rho.length);
        }
        List<Complex_F64> poles = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            Complex_F64 pole = eigen.getEigenvalue(i);
            if (pole.getImaginary() >= 0) {
                double square = Math.max(1, pole.getMagnitude2());
                poles.add(new Complex_F64(pole.real / square, pole.imaginary / square));
            }
        }
        return poles(poles);
    }

    private static DMatrixRMaj largest(DMatrixRMaj vectors, double[] singular, int count) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < singular.length; i++) {
            order.add(i);
        }
        order.sort((one, other) -> Double.compare(singular[other], singular[one]));
        DMatrixRMaj largest = new DMatrixRMaj(vectors.numRows, count);
        for (int column = 0; column < count; column++) {
            for (int row = 0; row < vectors.numRows; row++) {
                largest.set(row, column, vectors.get(row, order.get(column)));
            }
        }
        return largest;
    }

    /**
     * Pairs conjugates, and real poles with one another.
     *
     * @param poles the real ones, and of each conjugate pair the one above the axis
     */
    private static Poles poles(List<Complex_F64> poles) {
        List<Complex_F64> conjugate = poles.stream().filter(p -> p.imaginary != 0).toList();
        double[] real =
                poles.stream().filter(p -> p.imaginary == 0).mapToDouble(p -> p.real).toArray();
        int pairs = conjugate.size() + real.length / 2;
        double[] a1 = new double[pairs];
        double[] a2 = new double[pairs];
        for (int i = 0; i < conjugate.size(); i++) {
            a1[i] = 2 * conjugate.get(i).real;
            a2[i] = -conjugate.get(i).getMagnitude2();
        }
        for (int i = 0; i < real.length / 2; i++) {
            a1[conjugate.size() + i] = real[2 * i] + real[2 * i + 1];
            a2[conjugate.size() + i] = -real[2 * i] * real[2 * i + 1];
        }
        return real.length % 2 == 0 ? Poles.of(a1, a2) : Poles.of(a1, a2, real[real.length - 1]);
    }
}
