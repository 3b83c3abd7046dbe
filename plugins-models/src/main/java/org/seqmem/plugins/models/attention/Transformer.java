// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.BatchParts;
import org.seqmem.plugins.models.layers.HostArrays;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.layers.Unrecorded;

/** The blocks of a causal transformer: (B, T, d_in) to (B, T, d_out). */
final class Transformer extends SteppableBlock {

    private final int size;
    private final int heads;
    private final int outputSize;
    private final Linear embedding;
    private final PositionEncoding position;
    private final List<AttentionLayer> attention;
    private final List<FeedForwardLayer> feedForward;
    private final Optional<LayerNorm> norm;
    private final Linear readout;

    /** Of the calculation by hand; empty where there is none, with norms last or dropout. */
    private final Optional<UnrecordedTransformer.Programs> programs;

    /** Whether positions only add numbers that are not trained; empty until it is asked. */
    private Optional<Boolean> fixedPositions = Optional.empty();

    Transformer(TransformerConfig config, SequenceShape shape, RandomStreams streams) {
        super(streams);
        this.size = config.modelSize();
        this.heads = config.heads();
        this.programs =
                config.norm() == NormPlace.PRE && config.dropout() == 0
                        ? Optional.of(UnrecordedTransformer.Programs.of(config.layers(), heads))
                        : Optional.empty();
        PositionEncodingPlugin.Sizes sizes = config.sizes(shape);
        OptionalInt window = PositionEncodingPlugin.facts(config.position(), sizes).window();
        this.outputSize = shape.outputSize();
        this.embedding =
                child("embedding", new Linear(shape.inputSize(), size, streams.scope("embedding")));
        this.position =
                child(
                        "position",
                        PositionEncodingPlugin.open(
                                config.position(), sizes, streams.scope("position")));
        List<AttentionLayer> attentionLayers = new ArrayList<>();
        List<FeedForwardLayer> feedForwardLayers = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            String name = "attention" + layer;
            attentionLayers.add(
                    child(
                            name,
                            new AttentionLayer(
                                    size,
                                    config.heads(),
                                    config.dropout(),
                                    config.norm(),
                                    position,
                                    window,
                                    streams.scope(name))));
            name = "feed_forward" + layer;
            feedForwardLayers.add(
                    child(
                            name,
                            new FeedForwardLayer(
                                    size,
                                    config.feedForwardSize(),
                                    config.dropout(),
                                    config.norm(),
                                    streams.scope(name))));
        }
        this.attention = List.copyOf(attentionLayers);
        this.feedForward = List.copyOf(feedForwardLayers);
        this.norm =
                config.norm() == NormPlace.PRE
                        ? Optional.of(child("norm", new LayerNorm(size, streams.scope("norm"))))
                        : Optional.empty();
        this.readout = child("readout", new Linear(size, outputSize, streams.scope("readout")));
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        if (weights.ownGradients().isPresent()
                && !carry.keeps()
                && !x.hasGradient()
                && HostArrays.reaches(x)
                && UnrecordedTransformer.pays(x, size)
                && canRunUnrecorded(x, weights)) {
            return unrecorded(x, weights);
        }
        return carry.keeps()
                ? run(x, carry, weights) // whose arrays are those of the whole batch
                : BatchParts.run(x, size, part -> run(part, carry, weights));
    }

    private boolean canRunUnrecorded(NDArray x, Weights weights) {
        if (programs.isPresent() && fixedPositions.isEmpty()) {
            fixedPositions =
                    Optional.of(position.getParameters().isEmpty() && !rotates(x, weights));
        }
        return fixedPositions.orElse(false);
    }

    @SuppressWarnings("ReferenceEquality") // what an encoding gives that does not rotate
    private boolean rotates(NDArray x, Weights weights) {
        Shape one = new Shape(1, heads, 1, size / heads);
        NDArray query = x.getManager().zeros(one, x.getDataType());
        return position.rotate(query, 0, weights) != query;
    }

    private NDArray unrecorded(NDArray x, Weights weights) {
        int length = Math.toIntExact(x.getShape().get(1));
        NDManager manager = x.getManager();
        UnrecordedTransformer run =
                new UnrecordedTransformer(
                        programs.orElseThrow(),
                        getParameters().values().stream()
                                .map(parameter -> new Unrecorded(weights.of(parameter), manager))
                                .toList(),
                        x,
                        attention.get(0).mask(x, Carry.none(), weights));
        NDArray y =
                run.forward(
                        position.added(0, length, x, weights)
                                .orElseGet(() -> manager.zeros(new Shape(1), x.getDataType())));
        weights.ownGradients().orElseThrow().add(y, run::backward);
        return y;
    }

    private NDArray run(NDArray x, Carry carry, Weights weights) {
        NDArray h =
                position.embed(embedding.apply(x, weights), carry.position(), weights); // (B, T, D)
        NDArray mask = attention.get(0).mask(h, carry, weights);
        for (int layer = 0; layer < attention.size(); layer++) {
            h = attention.get(layer).attend(h, carry, mask, weights);
            h = feedForward.get(layer).apply(h, weights);
        }
        if (norm.isPresent()) {
            h = norm.get().apply(h, weights);
        }
        return readout.apply(h, weights); // (B, T, d_out)
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputSize)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        embedding.initialize(manager, dataType, shapes);
        Shape[] embedded = embedding.getOutputShapes(shapes);
        position.initialize(manager, dataType, embedded);
        attention.forEach(layer -> layer.initialize(manager, dataType, embedded));
        feedForward.forEach(layer -> layer.initialize(manager, dataType, embedded));
        norm.ifPresent(last -> last.initialize(manager, dataType, embedded));
        readout.initialize(manager, dataType, embedded);
    }
}
