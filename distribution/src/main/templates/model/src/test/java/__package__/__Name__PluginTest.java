package __package__;

import org.seqmem.api.model.ModelPlugin;
import org.seqmem.testkit.ModelCompatibilityKit;

/** Everything that Seqmem expects of a model, the claims of its facts among it. */
class __Name__PluginTest extends ModelCompatibilityKit<__Name__Config> {

    @Override
    protected ModelPlugin<__Name__Config> plugin() {
        return new __Name__Plugin();
    }

    @Override
    protected __Name__Config example() {
        return new __Name__Config(5);
    }

    @Override
    protected __Name__Config learner() {
        return new __Name__Config(16);
    }
}
