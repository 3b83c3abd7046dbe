// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.seqmem.plugins.models.layers.EngineProgram;
import org.seqmem.plugins.models.layers.Unrecorded;

/**
 * A {@link Transformer} of short sequences with its norms first, with its gradient by hand: one
 * call of the engine there and one back. Of small arrays the operations take less time than the
 * calls and the records for their gradient do.
 *
 * <p>Both programs count the parameters {@code p} as the model does: the embedding, layers of
 * twelve each, the last norm and the readout; {@code g} are their gradients, in the same order.
 */
final class UnrecordedTransformer {

    /** Numbers of a hidden sequence of the whole batch: of more, the operations take longer. */
    private static final long MOST_NUMBERS = 1 << 16;

    /** Longer sequences deserve attention in blocks, see {@link AttentionLayer#lookInBlocks}. */
    private static final long LONGEST = 128;

    /** Arrays that a layer leaves for the way back. */
    private static final int KEPT = 13;

    private static final String FORWARD =
            """
            heads, layers = %d, %d
            batch, length, size = x.size(0), x.size(1), p[0].size(0)
            rows, score = batch * length, (size // heads) ** -0.5
            if mask.dim() == 3:
                mask = mask.unsqueeze(1).expand([heads, batch, length, length])
                mask = mask.reshape([-1, length, length])
            mask = mask.transpose(-2, -1)
            kept: List[Tensor] = []
            h = (torch.linear(x, p[0], p[1]) + positions).reshape([rows, size])
            for layer in range(layers):
                i = 2 + 12 * layer
                z, mean, scale = torch.native_layer_norm(h, [size], p[i], p[i + 1], 1e-5)
                qkv = torch.addmm(p[i + 3].unsqueeze(1), p[i + 2], z.t())
                qkv = qkv.reshape([3, heads, -1, batch, length]).transpose(2, 3)
                qkv = qkv.reshape([3, heads * batch, -1, length])
                scores = torch.baddbmm(mask, qkv[1].transpose(1, 2), qkv[0], alpha=score)
                share = torch.softmax(scores, 1)
                seen = torch.bmm(qkv[2], share).reshape([heads, batch, -1, length])
                seen = seen.transpose(1, 2).reshape([size, rows])
                a = torch.linear(seen.t(), p[i + 4], p[i + 5]).add_(h)
                kept += [h, z, mean, scale, qkv, share, seen]
                z, mean, scale = torch.native_layer_norm(a, [size], p[i + 6], p[i + 7], 1e-5)
                wide = torch.linear(z, p[i + 8], p[i + 9])
                active = torch.gelu(wide)
                h = torch.linear(active, p[i + 10], p[i + 11]).add_(a)
                kept += [a, z, mean, scale, wide, active]
            i = 2 + 12 * layers
            z, mean, scale = torch.native_layer_norm(h, [size], p[i], p[i + 1], 1e-5)
            kept += [h, z, mean, scale]
            return torch.linear(z, p[i + 2], p[i + 3]).reshape([batch, length, -1]), kept
            """;

    private static final String BACKWARD =
            """
            heads, layers, each = %d, %d, %d
            batch, length, size = x.size(0), x.size(1), p[0].size(0)
            rows, score = batch * length, (size // heads) ** -0.5
            all = [True, True, True]
            i, n = 2 + 12 * layers, each * layers
            above = dy.reshape([rows, -1])
            g[i + 2].addmm_(above.t(), k[n + 1])
            g[i + 3].add_(above.sum(0))
            dh, dgain, dshift = torch.native_layer_norm_backward(
                torch.mm(above, p[i + 2]), k[n], [size], k[n + 2], k[n + 3], p[i], p[i + 1], all)
            g[i].add_(dgain)
            g[i + 1].add_(dshift)
            for reverse in range(layers):
                i, n = i - 12, n - each
                h, z, mean, scale, qkv, share = k[n], k[n + 1], k[n + 2], k[n + 3], k[n + 4], k[n + 5]
                seen, a, z2, mean2 = k[n + 6], k[n + 7], k[n + 8], k[n + 9]
                scale2, wide, active = k[n + 10], k[n + 11], k[n + 12]
                g[i + 10].addmm_(dh.t(), active)
                g[i + 11].add_(dh.sum(0))
                dwide = torch.gelu_backward(torch.mm(dh, p[i + 10]), wide)
                g[i + 8].addmm_(dwide.t(), z2)
                g[i + 9].add_(dwide.sum(0))
                da, dgain, dshift = torch.native_layer_norm_backward(
                    torch.mm(dwide, p[i + 8]), a, [size], mean2, scale2, p[i + 6], p[i + 7], all)
                g[i + 6].add_(dgain)
                g[i + 7].add_(dshift)
                da.add_(dh)
                g[i + 4].addmm_(da.t(), seen.t())
                g[i + 5].add_(da.sum(0))
                dseen = torch.mm(p[i + 4].t(), da.t()).reshape([heads, -1, batch, length])
                dseen = dseen.transpose(1, 2).reshape([heads * batch, -1, length])
                dshare = torch.bmm(qkv[2].transpose(1, 2), dseen)
                dscores = torch._softmax_backward_data(dshare, share, 1, share.dtype)
                dq = torch.bmm(qkv[1], dscores).mul_(score)
                dk = torch.bmm(qkv[0], dscores.transpose(1, 2)).mul_(score)
                dv = torch.bmm(dseen, share.transpose(1, 2))
                dqkv = torch.stack([dq, dk, dv]).reshape([3, heads, batch, -1, length])
                dqkv = dqkv.transpose(2, 3).reshape([3 * size, rows])
                g[i + 2].addmm_(dqkv, z)
                g[i + 3].add_(dqkv.sum(1))
                dh, dgain, dshift = torch.native_layer_norm_backward(
                    torch.mm(dqkv.t(), p[i + 2]), h, [size], mean, scale, p[i], p[i + 1], all)
                g[i].add_(dgain)
                g[i + 1].add_(dshift)
                dh.add_(da)
            g[0].addmm_(dh.t(), x.reshape([rows, -1]))
            g[1].add_(dh.sum(0))
            return dh
            """;

    private final Programs programs;
    private final List<Unrecorded> parameters;
    private final NDArray x;
    private final NDArray mask;
    private final NDList kept = new NDList();

    /**
     * A model of so many layers and heads.
     *
     * @param forward from x (B, T, d_in), what positions add (T, D), a mask of scores (T, T) or (H,
     *     T, T) and all parameters to y (B, T, d_out) and what is kept
     * @param backward from the gradient of y, x, all parameters, their gradients, to which it adds,
     *     and what was kept
     */
    record Programs(EngineProgram forward, EngineProgram backward) {

        static Programs of(int layers, int heads) {
            int parameters = 12 * layers + 6;
            int arrays = KEPT * layers + 4;
            return new Programs(
                    new EngineProgram(
                            "x: Tensor, positions: Tensor, mask: Tensor, "
                                    + tensors("p", parameters),
                            "Tuple[Tensor, List[Tensor]]",
                            list("p", parameters, ".detach()") + FORWARD.formatted(heads, layers)),
                    new EngineProgram(
                            Stream.of(
                                            "dy: Tensor, x: Tensor",
                                            tensors("p", parameters),
                                            tensors("g", parameters),
                                            tensors("k", arrays))
                                    .collect(Collectors.joining(", ")),
                            "Tensor",
                            list("p", parameters, ".detach()")
                                    + list("g", parameters, "")
                                    + list("k", arrays, "")
                                    + BACKWARD.formatted(heads, layers, KEPT)));
        }

        private static String tensors(String name, int count) {
            return names(name, count, "%s%d: Tensor");
        }

        private static String list(String name, int count, String more) {
            return name + " = [" + names(name, count, "%s%d" + more) + "]\n";
        }

        private static String names(String name, int count, String format) {
            return IntStream.range(0, count)
                    .mapToObj(i -> String.format(format, name, i))
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * @param parameters of the model, in the order of its blocks
     * @param x shape (B, T, d_in)
     * @param mask what is added to scores, shape (T, T) or (H, T, T)
     */
    UnrecordedTransformer(Programs programs, List<Unrecorded> parameters, NDArray x, NDArray mask) {
        this.programs = programs;
        this.parameters = parameters;
        this.x = x;
        this.mask = mask;
    }

    /** Whether a batch is worth it: by its shape alone. */
    static boolean pays(NDArray x, int size) {
        long length = x.getShape().get(1);
        return length <= LONGEST && x.getShape().get(0) * length * size <= MOST_NUMBERS;
    }

    /**
     * The outputs, shape (B, T, d_out).
     *
     * @param positions what is added to the embedded input, shape (T, D) or a single zero
     */
    NDArray forward(NDArray positions) {
        NDList arguments = new NDList(x, positions, mask);
        parameters.forEach(parameter -> arguments.add(parameter.array()));
        NDList all = programs.forward().run(arguments);
        kept.addAll(all.subNDList(1));
        return all.head();
    }

    /**
     * Adds the gradients of the parameters.
     *
     * @param dy gradient of {@link #forward}'s result
     */
    void backward(NDArray dy) {
        NDList arguments = new NDList(dy, x);
        parameters.forEach(parameter -> arguments.add(parameter.array()));
        parameters.forEach(parameter -> arguments.add(parameter.gradient()));
        arguments.addAll(kept);
        programs.backward().run(arguments).singletonOrThrow().close();
    }
}
