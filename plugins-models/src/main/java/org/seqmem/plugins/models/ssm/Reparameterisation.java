// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.seqmem.plugins.models.layers.Scalars.reciprocal;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * How the real part of an eigenvalue, {@code f(w)}, is made of a trained number w.
 *
 * <p>A short step in w changes a memory of the length {@code -1/f} by about {@code f'/f^2}. Where
 * that is large, gradients are, for slow modes most of all: with the direct form as {@code 1/w^2},
 * with {@code BEST} as {@code 2 |w|}.
 *
 * <p><b>Source:</b> Wang and Li, "StableSSM: alleviating the curse of memory in state-space models
 * through stable reparameterization" (2024), by a summary, and the authors' code (seen).
 */
public enum Reparameterisation {
    /** {@code f = w}; nothing keeps it negative. The authors' code starts it positive (seen). */
    DIRECT {
        @Override
        NDArray decay(NDArray w) {
            return w;
        }

        @Override
        double decay(double w) {
            return w;
        }

        @Override
        double slope(double w) {
            return 1;
        }

        @Override
        double inverse(double decay) {
            return decay;
        }
    },
    /** {@code f = -exp(w)}. */
    EXP {
        @Override
        NDArray decay(NDArray w) {
            return w.exp().neg();
        }

        @Override
        double decay(double w) {
            return -Math.exp(w);
        }

        @Override
        double slope(double w) {
            return -Math.exp(w);
        }

        @Override
        double inverse(double decay) {
            return Math.log(-decay);
        }
    },
    /** {@code f = -log(1 + exp(w))}. */
    SOFTPLUS {
        @Override
        NDArray decay(NDArray w) {
            return Activation.softPlus(w).neg();
        }

        @Override
        double decay(double w) {
            return -(Math.max(w, 0) + Math.log1p(Math.exp(-Math.abs(w))));
        }

        @Override
        double slope(double w) {
            return -1 / (1 + Math.exp(-w));
        }

        @Override
        double inverse(double decay) {
            return -decay + Math.log(-Math.expm1(decay));
        }
    },
    /**
     * {@code f = -1 / (w^2 + 0.1)}, with the constants of the authors' code (seen); the paper has
     * 0.5 for the discrete form (by a summary). Reaches from -10 to 0.
     */
    BEST {
        @Override
        NDArray decay(NDArray w) {
            return reciprocal(w.square().add(OFFSET)).neg();
        }

        @Override
        double decay(double w) {
            return -1 / (w * w + OFFSET);
        }

        @Override
        double slope(double w) {
            double decay = decay(w);
            return 2 * w * decay * decay;
        }

        @Override
        double inverse(double decay) {
            return Math.sqrt(Math.max(-1 / decay - OFFSET, SMALLEST_SQUARE));
        }
    };

    private static final double OFFSET = 0.1;

    /** Where the real part wanted lies beyond -10, w starts off 0, at which the gradient is 0. */
    private static final double SMALLEST_SQUARE = 1e-6;

    /** The real parts. */
    abstract NDArray decay(NDArray w);

    /** The same in plain Java. */
    abstract double decay(double w);

    /** The derivative of {@link #decay(double)}. */
    abstract double slope(double w);

    /** The number whose real part is a given negative one, or the nearest there is. */
    abstract double inverse(double decay);

    /** Whether every number gives a negative real part. */
    boolean isStable() {
        return this != DIRECT;
    }
}
