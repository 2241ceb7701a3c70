/**
 * Puts a picture on the pad as one step of the editor's own history, so that undo, redo,
 * erase, Clear and the value sent by the stock component all know it.
 */

/**
 * @param {any} editor
 * @param {HTMLCanvasElement} image ink on transparent ground, stretched over the canvas
 * @returns {import("./editor.js").Command}
 */
export function createStamp(editor, image) {
  const layer = editor.layer_manager.get_layers()[0];
  return {
    name: "Draw",
    image,
    execute: async (context) => render(context ?? editor.context, layer.id, image),
    undo: async () => render(editor.context, layer.id, null),
  };
}

/**
 * Replaces what a layer holds. Pixi isn't a global: its classes are reached through objects
 * that the editor made.
 *
 * @param {any} context
 * @param {string} id of the layer; a remounted editor has others, then its first is meant
 * @param {HTMLCanvasElement | null} image
 */
function render({ app, image_container, layer_manager }, id, image) {
  const layers = layer_manager.get_layers();
  const layer = layers.find((candidate) => candidate.id === id) ?? layers[0];
  const { draw } = layer_manager.get_layer_textures(layer.id);
  const Container = image_container.constructor;
  const Sprite = layer.container.children[0].constructor;
  const Texture = draw.constructor;

  const scene = new Container();
  const texture = image && Texture.from(image, true);
  if (texture) {
    const sprite = new Sprite(texture);
    sprite.setSize(draw.width, draw.height);
    scene.addChild(sprite);
  }
  app.renderer.render({ container: scene, target: draw, clear: true });
  scene.destroy({ children: true });
  texture?.destroy(true);
}
