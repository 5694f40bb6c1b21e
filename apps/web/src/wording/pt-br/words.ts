import type { Words } from '../use-words.ts'
import { ptBrAccount } from './account.ts'
import { points } from './points.ts'
import { ptBrWriting } from './writing.ts'

/** Every sentence of the client, in Brazilian Portuguese. */
export const ptBr: Words = {
  ...ptBrAccount,
  ...ptBrWriting,
  product: 'Pennypost',
  close: 'Fechar',
  cancel: 'Cancelar',
  save: 'Salvar',
  retry: 'Tentar de novo',
  delete: 'Excluir',
  loading: 'Carregando',
  back: 'Voltar às conversas',
  pageTitle: (unread, place, formats) =>
    `${unread > 0 ? `(${formats.number(unread)}) ` : ''}${place === null ? '' : `${place} · `}Pennypost`,

  places: { messages: 'Mensagens', wallet: 'Carteira', settings: 'Configurações' },
  waitsForConnection: 'Isto espera por uma conexão.',
  serverDown: 'O correio está fechado',
  serverDownWhy: 'Não foi possível acessar o servidor. O que você escreveu está guardado neste aparelho.',
  broken: 'Esta parte parou de funcionar',
  brokenWhy: 'O resto continua funcionando. Tentar de novo costuma resolver.',
  requestId: (id) => `Solicitação ${id}`,
  notFound: 'Esta página não existe',
  notFoundWhy: 'O endereço pode estar errado.',
  toMessages: 'Ir para as mensagens',

  connection: {
    label: 'Conexão',
    connecting: 'Conectando…',
    offline: 'Você está sem conexão. O que você enviar fica guardado e sai mais tarde.',
    reconnecting: (seconds, formats) =>
      seconds === null || seconds <= 0
        ? 'Conexão perdida. Tentando de novo…'
        : `Conexão perdida. Nova tentativa em ${formats.number(seconds)} s.`,
    unauthorised: 'Você saiu da conta.',
    tryNow: 'Tentar agora',
    signInAgain: 'Entrar de novo',
  },

  quota: {
    label: 'Cota',
    freeLeft: (left, formats) =>
      formats.plural(left, {
        one: 'Resta # mensagem grátis hoje',
        other: 'Restam # mensagens grátis hoje',
      }),
    noneLeft: 'Nenhuma mensagem grátis restante hoje',
    points,
    resets: (time) => `Novo dia às ${time}`,
    unknown: 'Contando as suas mensagens grátis…',
  },

  conversations: {
    label: 'Conversas',
    new: 'Nova conversa',
    unread: (count, formats) => formats.plural(count, { one: '# não lida', other: '# não lidas' }),
    manyUnread: '999+',
    draft: 'Rascunho:',
    failed: 'Não enviada',
    typing: 'digitando…',
    typingName: (name) => `${name} está digitando…`,
    you: 'Você:',
    noMessages: 'Nenhuma mensagem ainda',
    empty: 'Nenhuma conversa ainda',
    emptyWhy: 'Encontre alguém pelo nome ou e-mail e escreva a primeira linha.',
    none: 'Escolha uma conversa',
    noneWhy: 'Ou comece uma nova. Ctrl+/ mostra as teclas para se movimentar.',
    more: 'Mostrar conversas anteriores',
    nobody: 'Mais ninguém',
  },

  thread: {
    region: (name) => `Conversa com ${name}`,
    messages: 'Mensagens',
    details: 'Detalhes',
    unread: 'Mensagens novas',
    toUnread: 'Ir para a primeira mensagem nova',
    jumpToLatest: 'Ir para a mais recente',
    unseen: (count, formats) => formats.plural(count, { one: '# mensagem nova', other: '# mensagens novas' }),
    pageFailed: 'Não vieram mais mensagens. Tentar de novo',
    empty: 'Nada escrito ainda',
    emptyWhy: 'A primeira linha é a mais difícil.',
    emptyDisappearing: 'As mensagens daqui desaparecem',
    emptyDisappearingWhy: (lifetime) => `Cada uma some ${lifetime} depois de enviada.`,
    emptyNow: 'Nenhuma mensagem aqui agora',
    emptyNowWhy: 'As que deviam desaparecer somem quando o prazo acaba.',
    deleted: 'Esta mensagem foi excluída',
    notFound: 'Esta conversa não está aqui',
    notFoundWhy: 'Talvez nunca tenha existido, ou você não faz mais parte dela.',
    linkedGone: 'Essa mensagem não está mais aqui.',
    people: (count, formats) => formats.plural(count, { one: '# pessoa', other: '# pessoas' }),
    you: 'Você',
    someone: 'Alguém',
    typing: (names, formats) =>
      names.length > 2
        ? 'Várias pessoas estão digitando'
        : `${formats.list(names)} ${names.length === 1 ? 'está' : 'estão'} digitando`,
    announce: (name, content, time) => `${name}: ${content}, ${time}`,
    announceMany: (count, formats) =>
      formats.plural(count, { one: '# mensagem nova', other: '# mensagens novas' }),
  },

  newConversation: {
    heading: 'Nova conversa',
    search: 'Encontrar pessoas',
    searchHint: 'Pelo nome ou pelo endereço de e-mail completo.',
    results: 'Pessoas encontradas',
    nobody: 'Ninguém encontrado com esse nome.',
    failed: 'A busca não funcionou. Tente de novo.',
    picked: 'Escolhidas',
    remove: (name) => `Tirar ${name}`,
    title: 'Título do grupo',
    titleMissing: 'Um grupo precisa de um título.',
    nobodyPicked: 'Escolha pelo menos uma pessoa.',
    start: 'Iniciar conversa',
    startWith: (name) => `Escrever para ${name}`,
    startGroup: 'Criar grupo',
    startFor: (price, formats) => `Iniciar por ${points(price, formats)}`,
    priceIs: (price, formats) => `Iniciar esta conversa custa ${points(price, formats)}.`,
    faults: {
      NOT_ALLOWED: 'Você não pode iniciar uma conversa com esta pessoa.',
      NOT_ENOUGH_POINTS: 'Você não tem pontos suficientes para iniciar esta conversa.',
      other: 'Não foi possível iniciar a conversa. Tente de novo.',
    },
  },

  details: {
    heading: 'Detalhes',
    people: 'Pessoas',
    owner: 'Dono',
    you: 'você',
    add: 'Adicionar pessoas',
    addPicked: 'Adicionar',
    remove: (name) => `Remover ${name}`,
    titleFault: 'Entre 1 e 120 caracteres.',
    removeSure: 'Remover esta pessoa? Ela não verá mais o que for escrito aqui.',
    rename: 'Título',
    expiry: 'Mensagens novas desaparecem após',
    leave: 'Sair do grupo',
    leaveSure: 'Sair deste grupo? Você não verá mais o que for escrito aqui.',
    stay: 'Ficar',
    block: (name) => `Bloquear ${name}`,
    blockSure: 'Nenhum dos dois pode escrever para o outro até você desbloquear. O que já foi escrito fica.',
    unblock: (name) => `Desbloquear ${name}`,
    blocked: (name) => `Você bloqueou ${name}.`,
    unblocked: (name) => `Você desbloqueou ${name}.`,
    failed: 'Não deu certo. Tente de novo.',
    more: 'Mostrar mais pessoas',
  },

  shortcuts: {
    heading: 'Atalhos de teclado',
    previousConversation: 'Conversa acima',
    nextConversation: 'Conversa abaixo',
    previousUnread: 'Conversa não lida acima',
    nextUnread: 'Conversa não lida abaixo',
    previousMessage: 'Mensagem acima',
    nextMessage: 'Mensagem abaixo',
    firstMessage: 'Mensagem mais antiga',
    lastMessage: 'Mensagem mais recente',
    messageActions: 'O que se pode fazer com uma mensagem',
    nextPart: 'Próxima parte da janela',
    previousPart: 'Parte anterior da janela',
    newConversation: 'Nova conversa',
    write: 'Voltar à mensagem que você escreve',
    sheet: 'Esta lista',
  },
}
