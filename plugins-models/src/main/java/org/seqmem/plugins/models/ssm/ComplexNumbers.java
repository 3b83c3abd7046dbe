// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

/**
 * Complex numbers in plain Java, laid out for loops over them.
 *
 * @param re their real parts
 * @param im their imaginary parts
 */
record ComplexNumbers(double[] re, double[] im) {

    static ComplexNumbers zeros(int size) {
        return new ComplexNumbers(new double[size], new double[size]);
    }

    /** Overwrites others with as many of these. */
    void copy(int from, ComplexNumbers to) {
        System.arraycopy(re, from, to.re, 0, to.re.length);
        System.arraycopy(im, from, to.im, 0, to.im.length);
    }
}
