// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

/**
 * Calculations on arrays of Java in single precision, in loops that the compiler of the virtual
 * machine turns into vector instructions. For that all arrays of a loop have the same index, and
 * its body is short and without a branch.
 *
 * <p>Every number is made by the same additions, multiplications and divisions in the same order,
 * whatever the compiler does: results are the same bits on every machine. What is not a number
 * stays so.
 *
 * <p><b>Shape:</b> a matrix (n, m) whose columns are steps and sequences is n arrays of m numbers.
 * Ranges are of columns: {@code from} to before {@code to}.
 */
public final class HostMath {

    /** From here on the hyperbolic tangent is nearer to 1 than any other number. */
    private static final float LARGEST = 9.02f;

    private HostMath() {}

    /**
     * A product added to a range of columns, {@code out += weight in}.
     *
     * @param out (n, m), none of its arrays among those of {@code in}
     * @param weight (n, j), row by row
     * @param in (j, m)
     */
    public static void addProduct(float[][] out, float[] weight, float[][] in, int from, int to) {
        int w = 0;
        for (float[] row : out) {
            int j = 0;
            for (; j + 3 < in.length; j += 4, w += 4) {
                float w0 = weight[w];
                float w1 = weight[w + 1];
                float w2 = weight[w + 2];
                float w3 = weight[w + 3];
                addFour(row, w0, in[j], w1, in[j + 1], w2, in[j + 2], w3, in[j + 3], from, to);
            }
            for (; j < in.length; j++, w++) {
                addScaled(row, weight[w], in[j], from, to);
            }
        }
    }

    /** Four at once, for the sums are then read and written once for all. */
    private static void addFour(
            float[] out,
            float w0,
            float[] in0,
            float w1,
            float[] in1,
            float w2,
            float[] in2,
            float w3,
            float[] in3,
            int from,
            int to) {
        for (int k = from; k < to; k++) {
            out[k] += w0 * in0[k] + w1 * in1[k] + w2 * in2[k] + w3 * in3[k];
        }
    }

    /** The sum of two ranges in place of the first, {@code out += in}. */
    public static void add(float[] out, float[] in, int from, int to) {
        for (int k = from; k < to; k++) {
            out[k] += in[k];
        }
    }

    /** A number added to every number. */
    public static void add(float[] out, float number) {
        for (int k = 0; k < out.length; k++) {
            out[k] += number;
        }
    }

    /**
     * The transpose of a matrix.
     *
     * @param matrix (n, columns), row by row
     * @return (columns, n), row by row
     */
    public static float[] transpose(float[] matrix, int columns) {
        float[] transposed = new float[matrix.length];
        int rows = matrix.length / columns;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }

    /** A multiple of a range added to another, {@code out += factor in}. */
    public static void addScaled(float[] out, float factor, float[] in, int from, int to) {
        for (int k = from; k < to; k++) {
            out[k] += factor * in[k];
        }
    }

    /** The products of the numbers of two ranges, {@code out = x y}. */
    public static void multiply(float[] out, float[] x, float[] y, int from, int to) {
        for (int k = from; k < to; k++) {
            out[k] = x[k] * y[k];
        }
    }

    /** Products added, {@code out += x y}. */
    public static void addMultiplied(float[] out, float[] x, float[] y, int from, int to) {
        for (int k = from; k < to; k++) {
            out[k] += x[k] * y[k];
        }
    }

    /**
     * The sum of products of {@code count} numbers. Four sums at a time, for a single one would
     * wait for each addition.
     */
    public static float dot(float[] x, float[] y, int from, int count) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int end = from + count;
        int i = from;
        for (; i < end - 3; i += 4) {
            first += x[i] * y[i];
            second += x[i + 1] * y[i + 1];
            third += x[i + 2] * y[i + 2];
            fourth += x[i + 3] * y[i + 3];
        }
        for (; i < end; i++) {
            first += x[i] * y[i];
        }
        return first + second + (third + fourth);
    }

    /** The sum of {@code count} numbers. */
    public static float sum(float[] x, int from, int count) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int end = from + count;
        int i = from;
        for (; i < end - 3; i += 4) {
            first += x[i];
            second += x[i + 1];
            third += x[i + 2];
            fourth += x[i + 3];
        }
        for (; i < end; i++) {
            first += x[i];
        }
        return first + second + (third + fourth);
    }

    /** The hyperbolic tangent of a range, in place. */
    public static void tanh(float[] x, int from, int to) {
        for (int k = from; k < to; k++) {
            x[k] = tanh(x[k]);
        }
    }

    /** The logistic function of a range, in place, as {@code (1 + tanh(x / 2)) / 2}. */
    public static void sigmoid(float[] x, int from, int to) {
        for (int k = from; k < to; k++) {
            x[k] = 0.5f + 0.5f * tanh(0.5f * x[k]);
        }
    }

    /**
     * <b>Formula:</b> {@code x P(x^2) / Q(x^2)} with polynomials of degree 4 that make the largest
     * relative error on the range before {@link #LARGEST} the smallest: 2.1e-8, by the exchange
     * algorithm of Remez. The last bits of the coefficients were then chosen for the smallest error
     * with the rounding of every operation.
     */
    private static float tanh(float x) {
        float y = Math.max(-LARGEST, Math.min(LARGEST, x));
        float s = y * y;
        float p = 1.3319027e-8f;
        p = p * s + 2.0583477e-5f;
        p = p * s + 0.0034940345f;
        p = p * s + 0.13379721f;
        p = p * s + 1;
        float q = 7.7620115e-7f;
        q = q * s + 3.2830925e-4f;
        q = q * s + 0.025871078f;
        q = q * s + 0.4671304f;
        q = q * s + 1;
        return Math.max(-1, Math.min(1, y * p / q));
    }
}
