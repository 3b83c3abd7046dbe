// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.Linear;

/**
 * What stands around the state-space layers of a model: an encoder before, a readout behind, and
 * between them the layers, bare or in blocks.
 *
 * @param modelSize H, the width between encoder and readout
 * @param layers number of layers
 * @param surroundings of each layer
 * @param dropout share of activations dropped in gated blocks
 */
record Frame(int modelSize, int layers, Surroundings surroundings, double dropout) {

    /** The frame of layers that are either bare or gated. */
    static Frame of(int modelSize, int layers, boolean linear, Surroundings gated, double dropout) {
        return new Frame(modelSize, layers, linear ? Surroundings.BARE : gated, dropout);
    }

    /** Whether the layers stand bare. */
    boolean linear() {
        return surroundings == Surroundings.BARE;
    }

    /**
     * What is known about one state-space layer.
     *
     * @param stateSize real numbers carried from step to step
     * @param parameters trainable numbers
     * @param flops floating-point operations per sequence and time step
     */
    record LayerFacts(long stateSize, long parameters, long flops) {}

    /**
     * What is known about the model. A bare stack of linear time-invariant layers is one itself.
     * Elsewhere the response to biases sets in with the sequence, and the model is neither.
     *
     * @param layer of each of the layers
     * @param stable whether a layer is stable whatever its parameters
     * @param shape of the sequences
     */
    ModelFacts facts(LayerFacts layer, boolean stable, SequenceShape shape) {
        Set<Claim> claims = EnumSet.of(Claim.CAUSAL, Claim.STEPPABLE);
        if (stable) {
            claims.add(Claim.STABLE_BY_CONSTRUCTION);
        }
        long parameters =
                Linear.parameters(modelSize, shape.outputSize())
                        + layers * (layer.parameters() + surroundings.parameters(modelSize));
        if (linear()) {
            claims.add(Claim.LINEAR);
            claims.add(Claim.TIME_INVARIANT);
            parameters += (long) shape.inputSize() * modelSize;
        } else {
            parameters +=
                    Linear.parameters(shape.inputSize(), modelSize)
                            + surroundings.normParameters(modelSize);
        }
        long flops =
                Linear.flops(shape.inputSize(), modelSize)
                        + Linear.flops(modelSize, shape.outputSize())
                        + layers * (layer.flops() + surroundings.flops(modelSize));
        return new ModelFacts(
                claims,
                OptionalLong.of(layers * layer.stateSize()),
                OptionalInt.empty(),
                parameters,
                flops);
    }
}
