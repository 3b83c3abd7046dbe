// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;

/** The blocks of a causal transformer: (B, T, d_in) to (B, T, d_out). */
final class Transformer extends SequenceBlock {

    private final int outputSize;
    private final Linear embedding;
    private final PositionEncoding position;
    private final List<AttentionLayer> attention;
    private final List<FeedForwardLayer> feedForward;
    private final LayerNorm norm;
    private final Linear readout;

    Transformer(TransformerConfig config, SequenceShape shape, RandomStreams streams) {
        super(streams);
        int size = config.modelSize();
        this.outputSize = shape.outputSize();
        this.embedding =
                child("embedding", new Linear(shape.inputSize(), size, streams.scope("embedding")));
        this.position =
                child(
                        "position",
                        PositionEncodingPlugin.open(
                                config.position(),
                                new PositionEncodingPlugin.Context(
                                        shape.length(),
                                        size,
                                        config.heads(),
                                        config.layers(),
                                        streams.scope("position"))));
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
                                    position,
                                    streams.scope(name))));
            name = "feed_forward" + layer;
            feedForwardLayers.add(
                    child(
                            name,
                            new FeedForwardLayer(
                                    size,
                                    config.feedForwardSize(),
                                    config.dropout(),
                                    streams.scope(name))));
        }
        this.attention = List.copyOf(attentionLayers);
        this.feedForward = List.copyOf(feedForwardLayers);
        this.norm = child("norm", new LayerNorm(size, streams.scope("norm")));
        this.readout = child("readout", new Linear(size, outputSize, streams.scope("readout")));
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDArray h = position.apply(embedding.apply(x, weights), weights); // (B, T, D)
        NDArray mask = AttentionLayer.causalMask(h);
        for (int layer = 0; layer < attention.size(); layer++) {
            h = attention.get(layer).attend(h, mask, weights);
            h = feedForward.get(layer).apply(h, weights);
        }
        return readout.apply(norm.apply(h, weights), weights); // (B, T, d_out)
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
        norm.initialize(manager, dataType, embedded);
        readout.initialize(manager, dataType, embedded);
    }
}
